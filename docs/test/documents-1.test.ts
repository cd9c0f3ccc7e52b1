import { testDocuments } from './documents.ts';

testDocuments(1);
