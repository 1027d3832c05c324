/** How a URL is signed. expires: a Date, or seconds since 1970. base: the service's address for viewers, or its base path. */
export interface Signing {
  expires?: Date | number;
  base?: string;
}

/** Return a URL with its signature `s` added, and `expires` if given. For servers and builds: keys stay there. */
export function sign(url: string, key: string, options?: Signing): string;

/** Return what signs every address: `tintype(base, { sign: signer(process.env.TINTYPE_SIGNING_KEY) })`. */
export function signer(key: string): (url: string, base: string) => string;
