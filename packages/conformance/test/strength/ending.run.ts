import { installCommand } from '../implementations/installed-command.ts';
import { testEndings } from '../implementations/test-endings.ts';

installCommand();
testEndings(1);
