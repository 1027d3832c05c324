// What the image components of Next and unpic render with the loaders of tintype.js, for each of some uses: JSON.

import { createRequire } from 'node:module';
import { Image as UnpicImage } from '@unpic/react/base';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { tintype, widths } from 'tintype';
import { base } from './base.js';

const images = tintype(base);
const NextImage = createRequire(import.meta.url)('next/image').default;

const ofNext = {
  'as wide as the window': { fill: true, sizes: '100vw' },
  'a part of the window': { fill: true, sizes: '(min-width: 800px) 33vw, 50vw' },
  'one size': { width: 384, height: 256 },
  'one size, quality 75': { width: 640, height: 427, quality: 75 },
  'in view at once': { width: 1200, height: 800, priority: true },
};

const ofUnpic = {
  constrained: { layout: 'constrained', width: 800, height: 600 },
  fixed: { layout: 'fixed', width: 300, height: 300 },
  'full width': { layout: 'fullWidth', breakpoints: [...widths] },
  'in a ratio, AVIF': { width: 640, aspectRatio: 16 / 9, breakpoints: [320, 640], operations: { format: 'avif' } },
};

const rendered = (component, uses, props) =>
  Object.entries(uses).map(([what, more]) => [
    what,
    renderToStaticMarkup(createElement(component, { alt: 'A bee', ...props, ...more })),
  ]);

const pages = {
  'next/image': rendered(NextImage, ofNext, { src: '/bee.jpg', loader: images.next }),
  '@unpic/react': rendered(UnpicImage, ofUnpic, { src: 'bee.jpg', transformer: images.unpic }),
};
console.log(JSON.stringify(pages));
