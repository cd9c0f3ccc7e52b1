import {
  ApiItemKind,
  ApiModel,
  ApiParameterListMixin,
  ApiReturnTypeMixin,
  ApiTypeParameterListMixin,
} from '@microsoft/api-extractor-model';

/** @import { ApiDocumentedItem, ApiItem } from '@microsoft/api-extractor-model' */

const NOTHING = /^(void|Promise<void>|unknown)( \| Promise<void>)?$/u;

/**
 * What a documentation model leaves unsaid of parameters and results; that everything has a summary is API Extractor's part.
 *
 * @param {string} path - The path of the model.
 * @returns {string[]}
 */
export function gapsIn(path) {
  return itemsOf(new ApiModel().loadPackage(path))
    .filter(({ kind }) => kind !== ApiItemKind.IndexSignature)
    .flatMap((item) =>
      [...parametersOf(item), ...typeParametersOf(item), ...resultOf(item)].map(
        (gap) => `${item.getScopedNameWithinPackage()} ${gap}.`,
      ),
    );
}

/**
 * @param {ApiItem} item
 * @returns {ApiItem[]}
 */
function itemsOf(item) {
  return [item, ...item.members.flatMap(itemsOf)];
}

/** @param {ApiItem} item */
function parametersOf(item) {
  if (!ApiParameterListMixin.isBaseClassOf(item)) return [];
  return item.parameters
    .filter(({ tsdocParamBlock }) => !tsdocParamBlock)
    .map(({ name }) => `does not say what ${name} is`);
}

/** @param {ApiItem} item */
function typeParametersOf(item) {
  if (!ApiTypeParameterListMixin.isBaseClassOf(item)) return [];
  return item.typeParameters
    .filter(({ tsdocTypeParamBlock }) => !tsdocTypeParamBlock)
    .map(({ name }) => `does not say what ${name} is`);
}

/** @param {ApiItem} item */
function resultOf(item) {
  if (!ApiReturnTypeMixin.isBaseClassOf(item)) return [];
  const { tsdocComment, returnTypeExcerpt } =
    /** @type {ApiDocumentedItem & ApiReturnTypeMixin} */ (item);
  const isSaid = NOTHING.test(returnTypeExcerpt.text) || tsdocComment?.returnsBlock;
  return isSaid ? [] : ['does not say what it returns'];
}
