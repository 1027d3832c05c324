import { defineProvider } from '@nuxt/image/runtime';
import { tintype } from 'tintype';
import { base } from '../../../base.js';

export default defineProvider(tintype(base).nuxt);
