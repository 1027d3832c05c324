import type { Made, Words } from './words.js';

export type { Made, Value, Words } from './words.js';

/** Widths of a srcset that a stack answers without a signature, if it is deployed with its defaults. */
export declare const widths: readonly number[];

/** Which candidates a srcset has: of several widths, or, beside w, of several densities. */
export interface Candidates {
  widths?: readonly number[];
  dprs?: readonly number[];
}

/** sign: what is done to every address; `signer(key)` of 'tintype/sign', on a server. */
export interface Options {
  sign?: (url: string, base: string) => string;
}

/** What next/image asks a loader for. */
export interface NextAsked {
  src: string;
  width: number;
  quality?: number;
}

/** What an Astro image service is asked for. */
export interface AstroAsked {
  src: string | { src: string };
  width?: number;
  height?: number;
  format?: string;
  quality?: number | string | null;
  fit?: string;
}

/** What frameworks say of a picture: their names for w, h, q, fm and fit, or ours. */
export type Asked = Words & {
  width?: number | string;
  height?: number | string;
  quality?: number | string;
  format?: string;
  background?: string;
  fit?: string | null;
};

export interface Tintype {
  /** The address of a stored picture: `url('bee.jpg', { w: 300 })`. */
  url(key: string, words?: Words): string;
  /** The candidates of a picture. With w (and h) of one size for several densities, else of several widths. */
  srcset(key: string, words?: Words, candidates?: Candidates): string;
  /** The address of a picture that is made: `generate('avatar', { name: 'Ada Lovelace' })`. */
  generate<Name extends keyof Made>(name: Name, words?: Words & Made[Name]): string;
  /** A loader for next/image. */
  next(asked: NextAsked): string;
  /** A provider for @nuxt/image. */
  nuxt: { getImage(src: string, asked?: { modifiers?: Record<string, any> }): { url: string } };
  /** `getURL` of an Astro image service. */
  astro(asked: AstroAsked): string;
  /** A transformer for unpic. */
  unpic(src: string | URL, operations?: Record<string, any>): string;
}

/** Addresses of the service at base: `https://img.example.com`, or a path on the page's own host. */
export function tintype(base: string, options?: Options): Tintype;
