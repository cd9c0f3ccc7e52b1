import { testCommands, testDocuments } from './documents.ts';

testDocuments(0);
testCommands();
