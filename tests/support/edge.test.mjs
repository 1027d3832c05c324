// What the CloudFront Functions of tools/edge/ do, one promise each. tests/system/test_edge.py names the files:
// NORMALISE=tools/edge/normalise.js RESULTS_PATH=tools/edge/results_path.js node --test tests/support/edge.test.mjs

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answer, event, load } from './edge.mjs';

const normalise = load(process.env.NORMALISE);
const resultsPath = load(process.env.RESULTS_PATH);
const accepts = (accept, query) => answer(normalise, { accept, query }).accept;
const queries = (query) => answer(normalise, { query }).query;

const ALL = 'image/avif,image/webp,*/*';
const BROWSERS = {
  'Chrome, an img': ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', ALL],
  'Chrome, a page': ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8', ALL],
  'Firefox, an img': ['image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5', ALL],
  'Safari 16, an img': ['image/webp,image/avif,image/jxl,image/heic,image/heic-sequence,video/*;q=0.8,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5', ALL],
  'Safari 14, an img': ['image/webp,image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5', 'image/webp,*/*'],
  'Safari 13, an img': ['image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5', '*/*'],
  curl: ['*/*', '*/*'],
  'no Accept': [undefined, '*/*'],
};

for (const [browser, [sent, expected]] of Object.entries(BROWSERS)) {
  test(`${browser} gets one of three`, () => assert.equal(accepts(sent), expected));
}

test('a format refused by name is not admitted by a wildcard', () => {
  assert.equal(accepts('image/avif,image/webp;q=0,*/*'), 'image/avif,image/jpeg');
});

test('WebP wanted more than AVIF stays so', () => {
  assert.equal(accepts('image/webp,image/avif;q=0.5,*/*;q=0.1'), 'image/webp,image/avif;q=0.9,*/*;q=0.9');
});

test('a client that takes JPEG alone is given no other', () => {
  assert.equal(accepts('image/jpeg'), 'image/jpeg');
});

test('two headers count as one', () => {
  const asked = event({});
  asked.request.headers.accept = { value: 'image/avif', multiValue: [{ value: 'image/avif' }, { value: 'image/webp,*/*' }] };
  assert.equal(normalise(asked).headers.accept.value, ALL);
});

test('a format in the query makes Accept meaningless', () => {
  for (const name of ['fm', 'f', 'format', 'output', 'fmt', 'force_format']) {
    assert.equal(accepts(ALL, `w=300&${name}=png`), '*/*');
    assert.equal(accepts(ALL, `w=300&${name}=webp%2Cpng`), '*/*');
  }
  assert.equal(accepts(ALL, 'w=300&kind=png'), ALL);
});

test('a format that is left to Accept leaves it as it is', () => {
  for (const value of ['auto', 'smallest', 'optimal', 'crop', '']) {
    assert.equal(accepts(ALL, `w=300&f=${value}`), ALL);
  }
  assert.equal(accepts(ALL, 'fm'), ALL);
});

test('a query that another service signed is left whole', () => {
  for (const seal of [`s=${'0'.repeat(32)}`, 'signature=ab', 'ik-s=ab']) {
    assert.equal(queries(`w=300&ixlib=js-3.8.0&utm_source=a&${seal}`), `w=300&ixlib=js-3.8.0&utm_source=a&${seal}`);
  }
  assert.equal(queries(`w=300&ixlib=js&s=${'a'.repeat(22)}`), `w=300&s=${'a'.repeat(22)}`);
  assert.equal(queries('s&ixlib=js'), 's');
});

test('a document of IIIF comes as linked data unless plain JSON is asked for', () => {
  const type = (accept) => answer(normalise, { uri: '/iiif/3/a.jpg/info.json', accept }).accept;
  assert.equal(type('application/json'), 'application/json');
  assert.equal(type('application/ld+json, application/json'), 'application/ld+json');
  assert.equal(type('text/html,*/*'), 'application/ld+json');
  assert.equal(type(undefined), 'application/ld+json');
});

test('what only tracks visitors is dropped', () => {
  assert.equal(queries('utm_source=a&w=300&fbclid=b&gclid=c&msclkid=d&utm_=e&ixlib=f&ixid=g'), 'w=300');
  assert.equal(queries('utm_source=a'), '');
  assert.equal(queries('w=300&gad_source=1&gbraid=0A&_gl=1*a*b&cb=7&wbraid=1&ttclid=2&igshid=3'), 'w=300');
});

test('what says nothing is dropped', () => {
  assert.equal(queries('&w=50'), 'w=50');
  assert.equal(queries('w=50&&h=20&'), 'w=50&h=20');
  assert.equal(queries('&'), '');
});

test('everything else stays as it was written, in its order, repeated or strange', () => {
  const query = 'h=1&w=300&w=400&=&x&title=a%20b+c%2526d&utmost=1&Utm_source=1&my_utm_source=1&a=b=c';
  assert.equal(queries(query), query);
});

test('a request without a query is left without one', () => {
  assert.equal(queries(undefined), undefined);
  assert.equal(queries(''), '');
});

test('path, method and other headers are left alone', () => {
  const said = answer(normalise, { uri: '/images/a%20b%2Fc.jpg', query: 'w=1', accept: '*/*' });
  assert.equal(said.uri, '/images/a%20b%2Fc.jpg');
  assert.equal(said.host, 'img.example.com');
});

test('the address of a result becomes its key', () => {
  assert.equal(answer(resultsPath, { uri: '/results/0123456789abcdef/ff' }).uri, '/0123456789abcdef/ff');
});
