import { compareServed, knownBadCases } from '../implementations/compare-served.ts';

compareServed(knownBadCases);
