// The sizes that sharp makes, which Astro's and Amplify's services are built on, into sharp.json beside this: the source,
// w and h, fit, whether nothing is enlarged, and the result. `node tests/clients/sharp.mjs` installs the newest sharp.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOURCES = [[800, 600], [600, 800], [200, 150], [150, 400], [301, 201]];
const BOXES = [[300, 200], [200, 300], [300, null], [null, 200], [500, 100]];
const FITS = ['cover', 'contain', 'fill', 'inside', 'outside'];

const folder = mkdtempSync(join(tmpdir(), 'clients-'));
try {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, 'sharp']);
  const require = createRequire(join(folder, 'index.js'));
  const sharp = require('sharp');
  const sizes = [];
  for (const [width, height] of SOURCES) {
    const picture = await sharp({ create: { width, height, channels: 3, background: 'red' } }).png().toBuffer();
    for (const [w, h] of BOXES) {
      for (const fit of FITS) {
        for (const withoutEnlargement of [false, true]) {
          const asked = { width: w ?? undefined, height: h ?? undefined, fit, withoutEnlargement };
          const { info } = await sharp(picture).resize(asked).toBuffer({ resolveWithObject: true });
          sizes.push(JSON.stringify([[width, height], w, h, fit, withoutEnlargement, [info.width, info.height]]));
        }
      }
    }
  }
  const version = sharp.versions.sharp;
  writeFileSync(new URL('sharp.json', import.meta.url), `{"version": "${version}", "sizes": [\n${sizes.join(',\n')}\n]}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
