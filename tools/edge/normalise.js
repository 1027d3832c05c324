// Reduces Accept to what decides the format, drops client hints that the address does not ask for, and parameters that
// only track visitors. CloudFront's function for viewers' requests, in its language cloudfront-js-2.0.
//
// tests/system/test_edge.py runs it in node: handler/web/negotiation.py chooses the same of the reduced Accept as of
// the viewer's own, whatever that is. TRACKING is that of handler/core/query_string.py; FORMAT has the names of the
// parameter fm in handler/dialects/native/, FORMATS the values of it that decide, HINTED the headers of
// handler/core/delivery.py. A query that another service's key has signed, SEALS, is left as it is: its signature is
// over all of it. A document of IIIF comes in one of two types.

const TRACKING = [
  '_ga', '_gl', 'cb', 'dclid', 'fbclid', 'gad_campaignid', 'gad_source', 'gbraid', 'gclid',
  'gclsrc', 'igsh', 'igshid', 'ixid', 'ixlib', 'li_fat_id', 'mc_cid', 'mc_eid', 'msclkid',
  'srsltid', 'ttclid', 'twclid', 'wbraid', 'yclid'
];
const TRACKING_PREFIX = 'utm_';
const FORMAT = ['fm', 'f', 'format', 'output', 'fmt', 'force_format'];
const FORMATS = [
  'avif', 'blurhash', 'css', 'gif', 'ico', 'jp2', 'jpeg', 'jpg', 'json', 'jxl', 'lqip', 'palette-css', 'palette-json', 'pdf',
  'pjpeg', 'pjpg', 'placeholder', 'png', 'png32', 'png8', 'thumbhash', 'tif', 'tiff', 'webp'
];
const SEALS = ['signature', 'ik-s'];
const MD5 = 32; // digits; our own signature is shorter
const HINTED = { dpr: ['sec-ch-dpr', 'dpr'], width: ['sec-ch-width', 'width'], 'save-data': ['save-data'] };
const WEIGHED = ['image/avif', 'image/webp', 'image/jpeg', 'image/png', 'image/*', '*/*'];

function handler(event) {
  const request = event.request;
  const query = request.rawQueryString();
  let pairs = [];
  if (query) {
    pairs = query.split('&').filter((pair) => pair);
    if (!pairs.some(seals)) {
      pairs = pairs.filter((pair) => !tracks(name(pair)));
      request.querystring = pairs.join('&');
    }
  }
  dropHints(request.headers, pairs);
  const read = /\/info\.json$/.test(request.uri) ? document : pairs.some(decides) ? () => '*/*' : reduced;
  request.headers.accept = { value: read(request.headers.accept) };
  return request;
}

// Whether a parameter says the format, so that Accept does not.
function decides(pair) {
  const first = (pair.split('=')[1] || '').split(/,|%2c/i)[0];
  return FORMAT.indexOf(name(pair)) >= 0 && FORMATS.indexOf(first) >= 0;
}

function seals(pair) {
  return SEALS.indexOf(name(pair)) >= 0 || (name(pair) === 's' && (pair.split('=')[1] || '').length === MD5);
}

// Returns the type of a document that Accept asks for: plain JSON where it names that and not the other.
function document(header) {
  const accept = header ? header.value : '';
  const plain = accept.indexOf('application/json') >= 0 && accept.indexOf('application/ld+json') < 0;
  return plain ? 'application/json' : 'application/ld+json';
}

function name(pair) {
  return pair.split('=')[0];
}

// Drops the headers of hints that no `ch` names, so that viewers do not get copies of their own of what is the same.
function dropHints(headers, pairs) {
  const asked = pairs.filter((pair) => name(pair) === 'ch').map((pair) => pair.slice(3).toLowerCase()).join(',');
  const names = asked.replace(/%2c/g, ',').split(',');
  Object.keys(HINTED).filter((hint) => names.indexOf(hint) < 0).forEach((hint) => {
    HINTED[hint].forEach((header) => delete headers[header]);
  });
}

function tracks(parameter) {
  return TRACKING.indexOf(parameter) >= 0 || parameter.indexOf(TRACKING_PREFIX) === 0;
}

// Returns the shortest Accept that admits the same formats: for browsers one of three.
function reduced(header) {
  const weights = header ? weighed(header) : { '*/*': 1 };
  const said = (type) => weights[type] !== undefined;
  const weight = (type) => said(type) ? weights[type] : 0;
  const nearest = (type) => weight([type, 'image/*', '*/*'].filter(said)[0]);
  const floor = Math.max(nearest('image/jpeg'), nearest('image/png'));
  const modern = ['image/avif', 'image/webp'];
  const chosen = modern.filter((type) => weight(type) > 0 && weight(type) >= floor);
  const refused = modern.some((type) => weights[type] === 0);
  const open = weight('image/*') > 0 || weight('*/*') > 0;
  const rest = open && !refused ? '*/*' : 'image/jpeg';
  if (chosen.length === 2 && weight(chosen[0]) < weight(chosen[1])) {
    return 'image/webp,image/avif;q=0.9,' + rest + ';q=0.9';
  }
  return chosen.concat(rest).join(',');
}

// Returns the weight of each type that matters; of several the first counts, a malformed one not at all.
function weighed(header) {
  const accept = (header.multiValue || [header]).map((each) => each.value).join(',');
  const weights = {};
  accept.split(',').slice(0, 64).forEach((part) => {
    const pieces = part.split(';').map((piece) => piece.trim().toLowerCase());
    const asked = pieces.slice(1).filter((piece) => piece.split('=')[0] === 'q').concat('q=1')[0];
    const value = asked.indexOf('=') < 0 ? '' : asked.slice(asked.indexOf('=') + 1);
    const good = /^(0(\.[0-9]{0,3})?|1(\.0{0,3})?)$/.test(value);
    if (good && WEIGHED.indexOf(pieces[0]) >= 0 && weights[pieces[0]] === undefined) {
      weights[pieces[0]] = parseFloat(value);
    }
  });
  return weights;
}
