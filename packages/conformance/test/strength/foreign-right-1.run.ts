import { judgeRightHalf } from './judge-right.ts';

judgeRightHalf(1);
