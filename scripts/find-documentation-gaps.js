import {
  ApiItemKind,
  ApiModel,
  ApiParameterListMixin,
  ApiReturnTypeMixin,
  ApiTypeParameterListMixin,
} from '@microsoft/api-extractor-model';

/** @import { ApiDocumentedItem, ApiItem } from '@microsoft/api-extractor-model' */

/** The types of results that need no description. */
const NOTHING = /^(void|Promise<void>|unknown)( \| Promise<void>)?$/u;

/**
 * Finds parameters and results without a description. API Extractor itself reports missing summaries.
 *
 * @param {string} path - The path of the API model.
 * @returns {string[]} A sentence for each gap.
 */
export function findDocumentationGaps(path) {
  return listItems(new ApiModel().loadPackage(path))
    .filter(({ kind }) => kind !== ApiItemKind.IndexSignature)
    .flatMap((item) =>
      [...listUndescribed(item), ...(lacksResult(item) ? ['its result'] : [])].map(
        (gap) => `${item.getScopedNameWithinPackage()} does not describe ${gap}.`,
      ),
    );
}

/**
 * @param {ApiItem} item
 * @returns {ApiItem[]}
 */
function listItems(item) {
  return [item, ...item.members.flatMap(listItems)];
}

/** @param {ApiItem} item */
function listUndescribed(item) {
  const parameters = ApiParameterListMixin.isBaseClassOf(item) ? item.parameters : [];
  const typeParameters = ApiTypeParameterListMixin.isBaseClassOf(item) ? item.typeParameters : [];
  return [
    ...parameters.filter(({ tsdocParamBlock }) => !tsdocParamBlock),
    ...typeParameters.filter(({ tsdocTypeParamBlock }) => !tsdocTypeParamBlock),
  ].map(({ name }) => `its parameter ${name}`);
}

/** @param {ApiItem} item */
function lacksResult(item) {
  if (!ApiReturnTypeMixin.isBaseClassOf(item)) return false;
  const { tsdocComment, returnTypeExcerpt } =
    /** @type {ApiDocumentedItem & ApiReturnTypeMixin} */ (item);
  return !NOTHING.test(returnTypeExcerpt.text) && !tsdocComment?.returnsBlock;
}
