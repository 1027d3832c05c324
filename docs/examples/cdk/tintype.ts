// Tintype in a CDK app: the stack of template.yaml, nested in one of yours. docs/deploy.md tells how to use it, and
// docs/decisions/0008-cdk.md why the template is deployed as it is and not written once more in CDK's constructs.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnStack, Stack, Token } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';

/** What is said of a deployment. What is left out has the default of template.yaml. */
export interface TintypeProps {
  /** The folder that `make build` has written: .aws-sam/build in Tintype's own folder. */
  readonly build: string;
  /** REST API (the default), or CloudFront. */
  readonly front?: 'rest' | 'cloudfront';
  /** A bucket that holds the pictures; without it the nested stack makes one. With presets it tells EventBridge. */
  readonly sourceBucket?: IBucket;
  /** What anybody is answered without a signature; [] answers /health alone. */
  readonly unsigned?: ('any' | 'widths' | 'generate' | 'presets')[];
  /** Presets by name, as { thumb: 'w=320&fm=webp' }: made when a picture arrives. */
  readonly presets?: Record<string, string>;
  /** The host name that viewers use, its certificate (of us-east-1 for CloudFront), and its zone in Route 53. */
  readonly domainName?: string;
  readonly certificate?: ICertificate;
  readonly hostedZone?: IHostedZone;
  /** Any other parameter of template.yaml by its name, as { ResultsDays: 7, Monitoring: 'full' }. */
  readonly parameters?: Record<string, string | number>;
}

/** An image API: everything that template.yaml makes, with its roles, buckets, front, alarms and queue. */
export class Tintype extends Construct {
  readonly stack: CfnStack;

  constructor(scope: Construct, id: string, props: TintypeProps) {
    super(scope, id);
    const template = readFileSync(join(props.build, 'template.yaml'), 'utf8');
    const parameters = chosen(props);
    const known = parametersOf(template);
    const unknown = Object.keys(parameters).filter((name) => !known.includes(name));
    if (unknown.length) throw new Error(`there is no parameter ${unknown.join(', ')}; there are ${known.join(', ')}`);
    if (props.presets && props.sourceBucket) props.sourceBucket.enableEventBridgeNotification();

    const file = join(mkdtempSync(join(tmpdir(), 'tintype-')), 'template.yaml');
    writeFileSync(file, this.withCode(template, props.build));
    const { httpUrl } = new Asset(this, 'Template', { path: file });
    this.stack = new CfnStack(this, 'Stack', { templateUrl: httpUrl, parameters });
    this.stack.overrideLogicalId(id); // short: the nested stack is named after it, and CloudFront's parts after that
    if (parameters.Front === 'cloudfront') this.checkName(id);
  }

  /** An output of template.yaml: Url, Bucket, ResultsBucket, Function, Role, DistributionId, Target. */
  output(name: string): string {
    return Token.asString(this.stack.getAtt(`Outputs.${name}`));
  }

  /** The template with packages that CDK uploads, in place of folders: what `sam deploy` does with it. */
  private withCode(template: string, build: string): string {
    return template.replace(/^( +CodeUri: )(\w+)$/gm, (_, key: string, folder: string) => {
      const { s3BucketName, s3ObjectKey } = new Asset(this, folder, { path: join(build, folder) });
      return key + JSON.stringify(Stack.of(this).resolve({ Bucket: s3BucketName, Key: s3ObjectKey })); // JSON is YAML
    });
  }

  /** CloudFront's names have at most 64 characters, and the template makes them of the stack's name and the region. */
  private checkName(id: string): void {
    const { stackName } = Stack.of(this);
    const longest = `${stackName}-${id}-1ABCDEFGHIJKL-ap-southeast-1-normalise`.length;
    if (!Token.isUnresolved(stackName) && longest > 64) {
      throw new Error(`${stackName} and ${id} are ${longest - 64} characters too long together for CloudFront's names`);
    }
  }
}

function chosen(props: TintypeProps): Record<string, string> {
  const all: Record<string, string | number | undefined> = {
    Front: props.front,
    SourceBucket: props.sourceBucket?.bucketName,
    Unsigned: props.unsigned?.join(','),
    Presets: props.presets && JSON.stringify(props.presets),
    DomainName: props.domainName,
    CertificateArn: props.certificate?.certificateArn,
    HostedZoneId: props.hostedZone?.hostedZoneId,
    ...props.parameters,
  };
  return Object.fromEntries(Object.entries(all).flatMap(([name, said]) => (said === undefined ? [] : [[name, `${said}`]])));
}

function parametersOf(template: string): string[] {
  const block = /^Parameters:\n((?: .*\n|\n)+)/m.exec(template)?.[1] ?? '';
  return [...block.matchAll(/^ {2}(\w+):/gm)].map((found) => found[1]!);
}
