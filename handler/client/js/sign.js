// Signatures, for servers and builds: whoever has a key can have everything made, so no browser may see one.

import { createHmac } from 'node:crypto';

const tracking = /^(utm_.*|_ga|_gl|cb|dclid|fbclid|gad_campaignid|gad_source|gbraid|gclid|gclsrc|igsh|igshid|ixid|ixlib|li_fat_id|mc_cid|mc_eid|msclkid|srsltid|ttclid|twclid|wbraid|yclid)$/;

const hex = (sign) => '%' + sign.charCodeAt().toString(16).toUpperCase();
const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, hex);
const decode = (text) => decodeURIComponent(text.replaceAll('+', ' '));
const segment = (text) => encode(decodeURIComponent(text));

/** What the service sees of a URL: path and query, without its own address or base path. */
function inside(url, base) {
  if (url.includes('#')) throw new Error(`${url} has a fragment, which no server sees`);
  if (base && url.startsWith(`${base}/`)) return url.slice(base.length);
  if (url.startsWith('/')) return url;
  const whole = /^[^/?#]*:\/\/[^/?#]+(\/.*)$/s.exec(url);
  if (!whole || (base && !base.startsWith('/'))) {
    throw new Error(`${url} is no address ${base ? `under ${base}` : 'with a path'}`);
  }
  return inside(whole[1], base);
}

function checked(key) {
  if (typeof key !== 'string' || !/^[!-~]{16,256}$/.test(key) || /["'{}\\,]/.test(key)) {
    const right = '16 to 256 printable ASCII characters, without spaces, commas, quotes or braces';
    throw new Error(`a signing key is of ${right}`);
  }
  return key;
}

/** Seconds since 1970 of a Date, or of a number of them. */
function seconds(expires) {
  const whole = expires instanceof Date ? Math.floor(expires / 1000) : expires;
  if (!Number.isInteger(whole)) throw new Error(`expires is a Date, or whole seconds since 1970, not ${expires}`);
  return whole;
}

export function sign(url, key, { expires, base = '' } = {}) {
  checked(key);
  const signed = expires === undefined ? url : `${url}${url.includes('?') ? '&' : '?'}expires=${seconds(expires)}`;
  const [path, query = ''] = inside(signed, base.replace(/\/+$/, '')).split(/\?(.*)/s);
  const pairs = query.split('&').filter(Boolean).map((pair) => pair.split(/=(.*)/s).map(decode));
  const given = pairs.map(([name]) => name);
  if (given.includes('s') || given.filter((name) => name === 'expires').length > 1) {
    throw new Error(`${url} has s or expires already`);
  }
  const counted = pairs
    .filter(([name]) => !tracking.test(name))
    .map(([name, text = '']) => `${encode(name)}=${encode(text)}`)
    .sort();
  const said = `${path.split('/').map(segment).join('/')}?${counted.join('&')}`;
  const s = createHmac('sha256', key).update(said).digest().subarray(0, 16).toString('base64url');
  return `${signed}${signed.includes('?') ? (signed.endsWith('?') ? '' : '&') : '?'}s=${s}`;
}

/** What `tintype(base, { sign: signer(key) })` signs every address with. */
export const signer = (key) => (checked(key), (url, base) => sign(url, key, { base }));
