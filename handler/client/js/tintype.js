// Addresses of a Tintype service. Keys stay on servers: 'tintype/sign' is for those.

// What a stack that is deployed with its defaults answers without a signature.
export const widths = [320, 480, 640, 800, 960, 1200, 1600, 1920, 2400, 3840];

const between = { ar: ':', cell: 'x', frames: '-', size: 'x' };
const names = { width: 'w', height: 'h', quality: 'q', format: 'fm', background: 'bg' };
const fits = { cover: 'crop', contain: 'max', inside: 'max', 'scale-down': 'max', fill: 'scale' };
const qualities = { low: 25, mid: 50, high: 80, max: 100 };

const escape = (text) =>
  encodeURIComponent(text)
    .replace(/%(2C|3A|2F)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (sign) => '%' + sign.charCodeAt().toString(16).toUpperCase());

const said = (words) => Object.entries(words).filter(([, value]) => value != null);

const query = (words) =>
  said(words)
    .map(([word, value]) => [word.replace(/_/g, '-'), value])
    .map(([name, value]) => `${name}=${escape([value].flat().join(between[name] || ','))}`)
    .join('&');

// What frameworks say of a picture, in the service's words; where they say nothing, all of it.
const words = (asked) => {
  const { fit = asked.width && asked.height ? 'cover' : null, ...rest } = asked;
  const own = said({ ...rest, fit: fits[fit] || fit }).map(([name, value]) => [names[name] || name, value]);
  return own.length ? Object.fromEntries(own) : { auto: 'format' };
};

export function tintype(base, { sign = (url) => url } = {}) {
  base = base.replace(/\/+$/, '');
  const address = (path, words) => {
    const text = query(words);
    return sign(`${base}/${path}${text && '?'}${text}`, base);
  };

  const url = (key, words = {}) => {
    const name = key.replace(/^\//, '');
    if (/(^|\/)\.{0,2}(\/|$)/.test(name)) throw new Error(`${key} is no key of a picture`);
    return address(`images/${escape(name)}`, words);
  };

  const srcset = (key, { w, h, dpr, ...rest } = {}, { widths: asked, dprs } = {}) => {
    const fixed = !asked && (w || h);
    if (dpr || (!fixed && (dprs || !w !== !h))) {
      throw new Error('widths go with w and h together, or with ar; dprs go with w, in place of dpr');
    }
    if (fixed) {
      return (dprs || [1, 2])
        .map((dense) => `${url(key, { ...rest, w, h, dpr: dense === 1 ? null : dense })} ${dense}x`)
        .join(', ');
    }
    return (asked || widths)
      .map((wide) => `${url(key, { ...rest, w: wide, h: w && Math.max(1, Math.round((wide * h) / w)) })} ${wide}w`)
      .join(', ');
  };

  return {
    url,
    srcset,
    generate: (name, words = {}) => address(`generate/${name}`, words),
    next: ({ src, width, quality }) => url(src, { w: width, q: quality }),
    nuxt: { getImage: (src, { modifiers = {} } = {}) => ({ url: url(src, words(modifiers)) }) },
    astro: ({ src, width, height, format, quality, fit }) =>
      url(src.src || src, words({ width, height, format, quality: qualities[quality] || quality, fit })),
    unpic: (src, operations = {}) => url(`${src}`, words(operations)),
  };
}
