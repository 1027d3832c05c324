// What a program in TypeScript says to the client, and what the compiler must refuse.

import { defineProvider } from '@nuxt/image/runtime';
import type { ImageLoader } from 'next/image.js';
import { tintype, widths, type Tintype, type Words } from 'tintype';
import { sign, signer } from 'tintype/sign';
import type { TransformerFunction } from 'unpic';

const images: Tintype = tintype('https://img.example.com');
const signed = tintype('/img', { sign: signer('correct-horse-battery-staple') });

const square: Words = { w: 300, h: 300, fit: 'crop', crop: ['faces', 'top'], 'corner-radius': 24, lossless: true };
const texts: string[] = [
  images.url('bee.jpg'),
  images.url('bee.jpg', { ...square, h: null, ar: '3:2' }),
  signed.srcset('bee.jpg', { ar: [3, 2] }, { widths }),
  images.srcset('bee.jpg', { w: 300 }, { dprs: [1, 2, 3] }),
  images.generate('avatar', { name: 'Ada Lovelace', size: [96, 96], fm: 'png' }),
  sign('/images/bee.jpg?w=301', 'correct-horse-battery-staple', { expires: 1893456000, base: '/img' }),
];

const next: ImageLoader = images.next;
const unpic: TransformerFunction<Record<string, never>, undefined> = images.unpic;
const nuxt = defineProvider(images.nuxt);
const astro: string = images.astro({ src: '/bee.jpg', width: 300, quality: 'high' });

// @ts-expect-error: no such parameter
images.url('bee.jpg', { widht: 300 });
// @ts-expect-error: no such fit
images.url('bee.jpg', { fit: 'contain' });
// @ts-expect-error: nothing makes that
images.generate('avatr');
// @ts-expect-error: a key is no option of what browsers load
tintype('/img', { key: 'correct-horse-battery-staple' });
// @ts-expect-error: a list is no object
images.url('bee.jpg', { crop: { faces: true } });

export { astro, next, nuxt, texts, unpic };
