import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { findDocumentationGaps } from './find-documentation-gaps.js';

// Runs API Extractor on every entry point of the package in the working directory. With `--local` it writes a changed report;
// without `--local` a changed report is an error. With `--model` it writes only the documentation model, if it is older than the build:
// whoever packs the package does not compare reports.
const localBuild = process.argv.includes('--local');
const onlyModel = process.argv.includes('--model');
const isSkipped = onlyModel && hasFreshModel();
const configurations = readdirSync('.').filter(
  (name) => !isSkipped && /^api-extractor\b.*\.json$/u.test(name),
);

for (const name of configurations) {
  const configuration = prepareConfiguration(join(process.cwd(), name));
  const { succeeded } = Extractor.invoke(configuration, {
    localBuild,
    messageCallback: hideWarnings,
  });
  const model = configuration.apiJsonFilePath;
  const gaps = model === '' ? [] : findDocumentationGaps(model);
  for (const gap of gaps) console.error(gap);
  if (!succeeded || gaps.length > 0) process.exitCode = 1;
}

/**
 * Hides the warnings that a report would hold, if there is no report.
 *
 * @param {import('@microsoft/api-extractor').ExtractorMessage} message
 */
function hideWarnings(message) {
  if (onlyModel && message.logLevel === ExtractorLogLevel.Warning)
    message.logLevel = ExtractorLogLevel.None;
}

/** @param {string} path */
function prepareConfiguration(path) {
  const configObject = ExtractorConfig.loadFile(path);
  if (onlyModel && configObject.apiReport) configObject.apiReport.enabled = false;
  const packageJsonFullPath = join(process.cwd(), 'package.json');
  return ExtractorConfig.prepare({ configObject, configObjectFullPath: path, packageJsonFullPath });
}

function hasFreshModel() {
  const path = `dist/${basename(process.cwd())}.api.json`;
  const getTime = (/** @type {string} */ file) => statSync(file).mtimeMs;
  return existsSync(path) && getTime(path) >= getTime('tsconfig.tsbuildinfo');
}
