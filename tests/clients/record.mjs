// What clients really ask for: the addresses that imgix's and Next's packages write, into addresses.json beside this.
// `node tests/clients/record.mjs` installs the newest of both into a temporary folder; the tests need neither.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGES = ['@imgix/js-core', 'next'];
const DOMAIN = 'img.example.com';
const KEY = 'photo.jpg';

const folder = mkdtempSync(join(tmpdir(), 'clients-'));
try {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder, ...PACKAGES]);
  const require = createRequire(join(folder, 'index.js'));
  const ImgixClient = require('@imgix/js-core');
  const { getImageProps } = require('next/image');

  const addresses = (srcset) => srcset.split(/,\s+/).map((line) => line.split(' ')[0].slice(`https://${DOMAIN}`.length));
  const imgix = new ImgixClient({ domain: DOMAIN });
  const set = (params, options) => addresses(imgix.buildSrcSet(`images/${KEY}`, params, options));

  // The loader for imgix that Next's documentation gives.
  const loader = ({ src, width, quality }) => {
    const url = new URL(`https://${DOMAIN}/images${src}`);
    url.searchParams.set('auto', 'format');
    url.searchParams.set('fit', 'max');
    url.searchParams.set('w', width);
    url.searchParams.set('q', quality || 50);
    return url.href;
  };
  const plain = ({ src, width, quality }) => `https://${DOMAIN}/images${src}?w=${width}&q=${quality || 75}`;
  const props = (more) => addresses(getImageProps({ src: `/${KEY}`, alt: '', ...more }).props.srcSet);

  const said = {
    'imgix, fluid': set({}),
    'imgix, fluid, auto': set({ auto: 'format,compress' }),
    'imgix, fluid, cropped to a ratio': set({ ar: '16:9', fit: 'crop' }),
    'imgix, a fixed width': set({ w: 300 }),
    'imgix, a fixed width, one quality': set({ w: 640, q: 75, auto: 'format' }),
    'imgix, a fixed width, no variable quality': set({ w: 400 }, { disableVariableQuality: true }),
    'imgix, a fixed square': set({ w: 300, h: 300, fit: 'crop' }),
    'imgix, a fixed box of 16 by 9': set({ w: 300, h: 169, fit: 'crop' }),
    'imgix, a fixed width with a ratio': set({ w: 400, ar: '4:3', fit: 'crop' }),
    'next, as wide as the window': props({ fill: true, sizes: '100vw', loader: plain }),
    'next, a part of the window': props({ fill: true, sizes: '5vw', loader: plain }),
    'next, fixed': props({ width: 40, height: 30, loader: plain }),
    'next, imgix, as wide as the window': props({ fill: true, sizes: '5vw', loader }),
    'next, imgix, quality 75': props({ fill: true, sizes: '5vw', quality: 75, loader }),
  };
  const versions = Object.fromEntries(PACKAGES.map((name) => [name, require(`${name}/package.json`).version]));
  writeFileSync(new URL('addresses.json', import.meta.url), `${JSON.stringify({ versions, said }, null, 1)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
