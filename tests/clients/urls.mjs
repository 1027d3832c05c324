// The addresses that ready-made clients write for one picture of 300 x 200 in WebP, or for what each can ask that comes
// nearest, into urls.json beside this. `node tests/clients/urls.mjs` installs the newest of all into a temporary folder,
// and takes a minute; tests/system/test_client_urls.py needs none of them.
//
// Of each: the client, its provider, what follows the host, the key under which the picture lies, the size, and the
// format where the address names one.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { loaders } from './loaders.mjs';
import { nuxt, unpic } from './vendors.mjs';

const PACKAGES = ['@imgix/js-core', '@imgproxy/imgproxy-node', '@nuxt/image', 'astro', 'next', 'unpic'];
const WHEELS = ['imgix', 'libthumbor'];
const HOST = 'https://img.example.com';
const SIZE = [300, 200];
const WHOLE = [300, 225]; // as wide as asked, of a picture of 4 by 3
const TOKENS = {
  imgix: 'token-of-imgix-0001',
  thumbor: 'key-of-thumbor-0001',
  imgproxyKey: '943b421c9eb07c830af81030552c86009268de4e532ba2ee2eab8247c6da0881',
  imgproxySalt: '520f986b998545b4785e0defbc4f3c1203f22de2374a3d53cb7a7fe9fea309c5',
};

const folder = mkdtempSync(join(tmpdir(), 'clients-'));
const records = [];

/** Note an address; what names no format is to be answered in any. */
function note(client, provider, url, { size = SIZE, key, signed } = {}) {
  const { pathname, search, href, origin } = new URL(url, HOST);
  const address = href.slice(origin.length);
  const format = /webp/.test(address) ? 'webp' : null;
  const path = decodeURIComponent(pathname.slice(1));
  records.push({ client, provider, address, key: key ?? (search && !search.includes('url=') ? path : 'cat.jpg'), size, format, ...(signed && { signed }) });
}

async function fromUnpic(require) {
  const { transformUrl } = require('unpic');
  for (const [provider, { url, options = {}, height = 200, size, key }] of Object.entries(unpic)) {
    const asked = { url, provider, width: 300, height: 200, format: 'webp' };
    const tail = (address) => address.replace(/^https?:\/\/[^/]+\//, '');
    note('unpic', provider, transformUrl(asked, {}, { [provider]: options }), { size: size ?? [300, height], key: key ?? tail(url.replace(/^\//, '')) });
  }
}

async function fromNuxt() {
  const home = join(folder, 'node_modules', '@nuxt', 'image');
  // What Nuxt itself provides to its modules: the base of the site, and nothing that an address shows.
  const about = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  writeFileSync(join(home, 'package.json'), JSON.stringify({ ...about, imports: { '#imports': './nuxt.js' } }));
  writeFileSync(join(home, 'nuxt.js'), 'export const useRuntimeConfig = () => ({ public: { siteUrl: "/" } });\nexport const createError = (error) => new Error(error.message);\n');
  const load = (path) => import(pathToFileURL(join(home, 'dist', 'runtime', path)));
  const { createImage } = await load('image.js');
  for (const [provider, { src = '/cat.jpg', options = {}, modifiers = {}, size, height = 200, key }] of Object.entries(nuxt)) {
    const providers = { [provider]: { setup: (await load(`providers/${provider}.js`)).default, defaults: options } };
    const screens = { sm: 300, lg: 1024 };
    const image = createImage({ provider, providers, screens, presets: {}, domains: [], alias: {}, nuxt: { baseURL: '/' }, densities: [1] });
    const asked = { width: 300, height: 200, fit: 'cover', format: 'webp', quality: 75, ...modifiers };
    note('@nuxt/image', provider, image(src, asked), { size: size ?? [300, height], key });
  }
}

function fromNext(require) {
  const { getImageProps } = require('next/image');
  const first = (more) => getImageProps({ src: '/cat.jpg', alt: '', width: 300, height: 225, ...more }).props.srcSet.split(' ')[0];
  note('next', 'default', first({}), { size: [384, 288], key: 'cat.jpg' });
  for (const [provider, write] of Object.entries(loaders)) {
    const loader = ({ src, quality }) => write({ src, width: 300, quality });
    note('next', provider, first({ loader }), { size: WHOLE, ...(provider === 'pixelbin' && { key: 'cat.jpg' }) });
  }
}

async function fromAstro() {
  const assets = join(folder, 'node_modules', 'astro', 'dist', 'assets', 'services');
  // Vite writes the base of the site in place of this.
  const path = join(assets, 'service.js');
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('import.meta.env.BASE_URL', '"/"'));
  const { baseService } = await import(pathToFileURL(path));
  const config = { endpoint: { route: '/_image' }, domains: [], remotePatterns: [] };
  const stored = { src: '/_astro/cat.x1.jpg', width: 800, height: 600, format: 'jpg' };
  const write = (asked) => baseService.getURL(baseService.validateOptions({ src: stored, ...asked }), config);
  const key = '_astro/cat.x1.jpg';
  note('astro', 'astro', write({ width: 300, height: 200, fit: 'cover', position: 'top', quality: 'mid' }), { key });
  note('astro', 'astro', write({ width: 300 }), { size: WHOLE, key });
}

async function fromOthers(require) {
  const Imgix = require('@imgix/js-core');
  const asked = { w: 300, h: 200, fit: 'crop', fm: 'webp' };
  const domain = 'shop.imgix.net';
  note('@imgix/js-core', 'imgix', new Imgix({ domain }).buildURL('cat.jpg', asked));
  note('@imgix/js-core', 'imgix', new Imgix({ domain, secureURLToken: TOKENS.imgix }).buildURL('cat.jpg', asked), { signed: 'imgix' });
  const { generateImageUrl } = await import(pathToFileURL(require.resolve('@imgproxy/imgproxy-node')));
  const imgproxy = (url, more = {}) => generateImageUrl({ endpoint: HOST, url, options: { resizing_type: 'fill', width: 300, height: 200, format: 'webp' }, ...more });
  const key = 'cat.jpg';
  note('@imgproxy/imgproxy-node', 'imgproxy', imgproxy({ value: 's3://clients/cat.jpg', displayAs: 'plain' }), { key });
  note('@imgproxy/imgproxy-node', 'imgproxy', imgproxy('local:///cat.jpg'), { key });
  note('@imgproxy/imgproxy-node', 'imgproxy', imgproxy('local:///cat.jpg', { key: TOKENS.imgproxyKey, salt: TOKENS.imgproxySalt }), { key, signed: 'imgproxy' });
}

const PYTHON = `
import json, sys
import imgix
from libthumbor import CryptoURL
tokens = json.loads(sys.argv[1])
asked = {"w": 300, "h": 200, "fit": "crop", "fm": "webp"}
crypto = CryptoURL(key=tokens["thumbor"])
thumbor = {"image_url": "cat.jpg", "width": 300, "height": 200, "filters": ["format(webp)", "quality(75)"]}
print(json.dumps([
    ["imgix", imgix.UrlBuilder("shop.imgix.net").create_url("/cat.jpg", asked), ""],
    ["imgix", imgix.UrlBuilder("shop.imgix.net", sign_key=tokens["imgix"]).create_url("/cat.jpg", asked), "imgix"],
    ["libthumbor", "/" + crypto.generate(unsafe=True, **thumbor), ""],
    ["libthumbor", crypto.generate(smart=True, **thumbor), "thumbor"],
]))
`;

function fromPython() {
  const python = join(folder, 'venv', 'bin', 'python');
  execFileSync('python3', ['-m', 'venv', join(folder, 'venv')]);
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...WHEELS]);
  const said = JSON.parse(execFileSync(python, ['-c', PYTHON, JSON.stringify(TOKENS)], { encoding: 'utf8' }));
  for (const [client, url, signed] of said) note(client, client === 'imgix' ? 'imgix' : 'thumbor', url, { key: 'cat.jpg', signed });
  const version = (name) => execFileSync(python, ['-c', `from importlib.metadata import version as v; print(v("${name}"))`], { encoding: 'utf8' }).trim();
  return Object.fromEntries(WHEELS.map((name) => [name, version(name)]));
}

try {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder, ...PACKAGES]);
  const require = createRequire(join(folder, 'index.js'));
  await fromUnpic(require);
  await fromNuxt();
  await fromAstro();
  fromNext(require);
  await fromOthers(require);
  const wheels = fromPython();
  const version = (name) => JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
  const versions = { ...Object.fromEntries(PACKAGES.map((name) => [name, version(name)])), ...wheels };
  const rows = records.map((record) => JSON.stringify(record)).join(',\n  ');
  const head = JSON.stringify({ versions, tokens: TOKENS }, null, 1).slice(0, -2);
  writeFileSync(new URL('urls.json', import.meta.url), `${head},\n "urls": [\n  ${rows}\n ]\n}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
