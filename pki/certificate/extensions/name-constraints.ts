import { children, contextConstructed, DerError, type DerNode, expectTag, parseDer, TAG } from '../../asn1/der.ts';
import { Fields } from '../../asn1/fields.ts';
import { type GeneralName, readGeneralName } from '../general-name.ts';

/** Name spaces in which, or outside which, all later names of a path must lie (RFC 5280 section 4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

export function readNameConstraints(value: Uint8Array): NameConstraints {
  const fields = new Fields(parseDer(value, TAG.SEQUENCE));
  const permitted = fields.optional(contextConstructed(0));
  const excluded = fields.optional(contextConstructed(1));
  fields.end();
  return { permitted: permitted ? readSubtrees(permitted) : [], excluded: excluded ? readSubtrees(excluded) : [] };
}

/** Subtrees of one list, far above those in use. */
const MAX_SUBTREES = 4_096;

/** Base names; RFC 5280 allows no distances. */
function readSubtrees(node: DerNode): GeneralName[] {
  return children(node, MAX_SUBTREES).map((subtree) => {
    const fields = new Fields(expectTag(subtree, TAG.SEQUENCE));
    const base = readGeneralName(fields.takeAny());
    if (!fields.done) throw new DerError('name constraint has a distance');
    return base;
  });
}
