// Loaders for next/image, one for each service that Next's documentation shows one for, written from the addresses that
// it gives there (https://nextjs.org/docs/app/api-reference/config/next-config-js/images, the examples of 2026-02).
// Each returns what follows the host.

const query = (src, pairs) => `${src}?${new URLSearchParams(pairs)}`;

export const loaders = {
  akamai: ({ src, width }) => query(src, { imwidth: width }),
  cloudfront: ({ src, width, quality = 75 }) => query(src, { format: 'auto', width, quality }),
  cloudinary: ({ src, width, quality = 'auto' }) => `/f_auto,c_limit,w_${width},q_${quality}${src}`,
  cloudflare: ({ src, width, quality = 75 }) => `/cdn-cgi/image/width=${width},quality=${quality},format=auto${src}`,
  contentful: ({ src, width, quality = 75 }) => query(src, { fm: 'webp', w: width, q: quality }),
  fastly: ({ src, width, quality = 75 }) => query(src, { auto: 'webp', width, quality }),
  gumlet: ({ src, width, quality = 75 }) => query(src, { format: 'auto', w: width, q: quality }),
  imageengine: ({ src, width, quality = 50 }) => `${src}?imgeng=/w_${width}/cmpr_${100 - quality}`,
  imgix: ({ src, width, quality = 50 }) => query(src, { auto: 'format', fit: 'max', w: width, q: quality }),
  pixelbin: ({ src, width, quality = 75 }) =>
    `/v2/my-cloud/t.resize(w:${width})~t.compress(q:${quality})${src}?f_auto=true`,
  sanity: ({ src, width, quality }) =>
    query(`/images/zp7mbokg/production${src}`, { auto: 'format', fit: 'max', w: width, ...(quality && { q: quality }) }),
  sirv: ({ src, width, quality = 85 }) => query(src, { format: 'optimal', w: width, q: quality }),
  supabase: ({ src, width, quality = 75 }) => query(src, { width, quality }),
  thumbor: ({ src, width, quality = 75 }) => `/${width}x0/filters:quality(${quality})${src}`,
  imagekit: ({ src, width, quality = 80 }) => `/demo${src}?tr=w-${width},q-${quality}`,
  nitrogen: ({ src, width, quality }) => query(src, { aio: [`w-${width}`, ...(quality ? [`q-${quality}`] : [])].join(';') }),
};
