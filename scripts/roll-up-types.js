import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';

// Writes the declarations of each entry point of the package in the working directory into the folder `bundle`, with those of the other
// packages of the project. The main entry has one copy of them: its ES module exports the declarations of its CommonJS module.
const MAIN = 'index';
const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const bundledPackages = Object.keys(devDependencies).filter((name) =>
  name.startsWith('@post-challenge/'),
);

for (const name of readdirSync('.').filter((file) => /^api-extractor\b.*\.json$/u.test(file))) {
  const path = join(process.cwd(), name);
  const configuration = ExtractorConfig.loadFile(path);
  const entry = basename(configuration.mainEntryPointFilePath, '.d.ts');
  const file = `bundle/${entry}.d.${entry === MAIN ? 'cts' : 'ts'}`;
  rollUpTypes(path, { ...configuration, ...createRollup(file) });
  if (entry === MAIN) writeFileSync(`bundle/${MAIN}.d.ts`, `export * from './${MAIN}.cjs';\n`);
}

/** @param {string} file - The path of the declarations. */
function createRollup(file) {
  const silent = { default: { logLevel: ExtractorLogLevel.None } };
  return {
    bundledPackages,
    apiReport: { enabled: false },
    docModel: { enabled: false },
    dtsRollup: { enabled: true, untrimmedFilePath: `<projectFolder>/${file}` },
    messages: { extractorMessageReporting: silent, tsdocMessageReporting: silent },
  };
}

/**
 * @param {string} configObjectFullPath
 * @param {import('@microsoft/api-extractor').IConfigFile} configObject
 */
function rollUpTypes(configObjectFullPath, configObject) {
  const packageJsonFullPath = join(process.cwd(), 'package.json');
  const configuration = ExtractorConfig.prepare({
    configObject,
    configObjectFullPath,
    packageJsonFullPath,
  });
  mkdirSync('bundle', { recursive: true });
  const { succeeded } = Extractor.invoke(configuration, { localBuild: true });
  if (!succeeded) process.exitCode = 1;
}
