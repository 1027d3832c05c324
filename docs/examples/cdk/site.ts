// An app with pictures of its own and Tintype before them: npm install && npm run synth
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Tintype } from './tintype.js';

const app = new App();
const site = new Stack(app, 'Site');
const pictures = new Bucket(site, 'Pictures', { encryption: BucketEncryption.S3_MANAGED, enforceSSL: true });
const tintype = new Tintype(site, 'Tintype', {
  build: process.env.TINTYPE_BUILD ?? '../../../.aws-sam/build',
  front: 'cloudfront',
  sourceBucket: pictures,
  unsigned: ['widths', 'presets'],
  presets: { thumb: 'w=320&fm=webp' },
  parameters: { Monitoring: 'full', ReservedConcurrency: 50 },
});
new CfnOutput(site, 'Try', { value: tintype.output('Url') });
