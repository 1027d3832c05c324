import { baseService } from 'astro/assets';
import { tintype } from 'tintype';
import { signer } from 'tintype/sign';
import { base, key } from '../../base.js';

export default { ...baseService, getURL: tintype(base, key && { sign: signer(key) }).astro };
