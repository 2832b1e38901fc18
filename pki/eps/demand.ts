import { PkiError } from '../errors.ts';
import type { Check } from '../report.ts';
import { uncovered } from '../xades/coverage.ts';
import type { Evaluation } from '../xades/evaluate.ts';
import type { XmlFile } from '../xades/file.ts';
import type { Demand } from '../xades/report.ts';
import { childElements, elementsNamed, type XmlDocument, type XmlElement } from '../xml/element.ts';
import { repeatedIds } from '../xml/ids.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { payloadAt } from './content.ts';
import { elementAt, type Layout, layoutOf, type SignaturePlace } from './layout.ts';

export interface PlacedSignature {
  readonly element: XmlElement;
  /** `null` where the layout has no signature. */
  readonly place: SignaturePlace | null;
}

/** Every signature of the document, wherever it is, with the place of the layout it stands in. */
export function placeSignatures(document: XmlDocument, { places }: Layout): PlacedSignature[] {
  const holders = places.map((place) => ({ place, holder: elementAt(document, place.holder) }));
  return elementsNamed(document, NAMESPACES.ds, 'Signature').map((element) => {
    const found = holders.find(({ holder }) => holder !== null && element.parent === holder && childElements(holder).length === 1);
    return { element, place: found?.place ?? null };
  });
}

/** What makes the whole document one that nobody should rely on, in English; empty when nothing does. */
export function documentFaults({ document, ids }: XmlFile, layout: Layout): string[] {
  return [
    ...(layoutOf(document) === layout ? [] : [`not the structure of ${layout.format}`]),
    ...[...document.hidden].map((construct) => `holds a ${construct}`),
    ...repeatedIds(ids).map((id) => `identifier ${id} occurs more than once`),
    ...layout.payloads.flatMap((path) => payloadFault(document, path)),
  ];
}

/** A second element of the name, wherever it hides, could be taken for the one that is signed. */
function payloadFault(document: XmlDocument, path: readonly string[]): string[] {
  const name = path.at(-1)!;
  const count = document.elements.filter((element) => element.name === name).length;
  if (count === 0) return [];
  if (count > 1) return [`${name} occurs more than once`];
  try {
    payloadAt(document, path);
    return [];
  } catch (cause) {
    if (!(cause instanceof PkiError)) throw cause;
    return [cause.message];
  }
}

/** What the document demands of the signature at a place. */
export const demandOf = (document: XmlDocument, place: SignaturePlace | null, faults: readonly string[]): Demand => ({
  faults,
  scope: (evaluation) => scopeCheck(document, place, evaluation),
  coverage: (evaluation) => ({ coversWholeDocument: false, notCovered: uncovered(document, evaluation) }),
  roles: place?.roles ?? [],
});

function scopeCheck(document: XmlDocument, place: SignaturePlace | null, { data }: Evaluation): Check {
  const id = 'signed-scope';
  if (!place) return { id, status: 'failed', subIndication: 'FORMAT_FAILURE', detail: 'a signature stands where the document has none' };
  const signed = elementAt(document, place.signs);
  const found = data.some(
    ({ target, reference }) => signed !== null && target === signed && reference.transforms.every((transform) => transform.canonicalization),
  );
  const name = place.signs.join('/');
  return found
    ? { id, status: 'passed', detail: `the signature covers ${name}` }
    : { id, status: 'failed', subIndication: 'FORMAT_FAILURE', detail: `the signature does not cover ${name}` };
}
