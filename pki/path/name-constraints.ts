import type { Certificate } from '../certificate/certificate.ts';
import type { GeneralName } from '../certificate/general-name.ts';
import { ATTRIBUTE } from '../certificate/name.ts';
import type { PathFault } from './fault.ts';
import { isInSubtree } from './subtree.ts';

/** Comparisons in one search; a thousand names under a thousand subtrees. */
const MAX_COMPARISONS = 1_000_000;

/** Counts the comparisons of all paths of one search, so that giant constraints cannot make the work grow without bound. */
export class ComparisonBudget {
  #left = MAX_COMPARISONS;

  take(comparisons: number): boolean {
    this.#left -= comparisons;
    return this.#left >= 0;
  }
}

/**
 * Whether every name of the path lies in the name spaces that the authorities above it permit and outside those that they exclude
 * (RFC 5280 sections 4.2.1.10 and 6.1.3 (b), (c)). A constraint on a kind of name that is not understood refuses such names.
 */
export function checkNameConstraints(certificates: readonly Certificate[], budget: ComparisonBudget): PathFault[] {
  return certificates.flatMap((certificate, index): PathFault[] => {
    const isSelfIssued = index > 0 && certificate.subjectName.key === certificate.issuerName.key;
    const constraints = isSelfIssued ? [] : certificates.slice(index + 1).flatMap(({ nameConstraints }) => nameConstraints ?? []);
    if (constraints.length === 0) return [];
    const names = namesOf(certificate);
    const subtrees = constraints.reduce((count, { permitted, excluded }) => count + permitted.length + excluded.length, 0);
    if (!budget.take(names.length * subtrees)) return [{ code: 'NAME_CONSTRAINTS_TOO_LARGE', certificate }];
    const allowed = constraints.every(({ permitted, excluded }) =>
      names.every((name) => isPermitted(name, permitted) && !isExcluded(name, excluded)),
    );
    return allowed ? [] : [{ code: 'NAME_NOT_PERMITTED', certificate }];
  });
}

/** Subject and alternative names; the subject's mail addresses only where no alternative one takes their place. */
function namesOf({ subjectName, subjectAltNames }: Certificate): GeneralName[] {
  const directory: GeneralName[] = subjectName.relativeNames.length > 0 ? [{ kind: 'directory', name: subjectName }] : [];
  const addresses = subjectName.relativeNames.flat().filter(({ type }) => type === ATTRIBUTE.EMAIL_ADDRESS);
  const inSubject = subjectAltNames.some(({ kind }) => kind === 'email') ? [] : addresses;
  return [...directory, ...inSubject.map(({ value }): GeneralName => ({ kind: 'email', text: value ?? '' })), ...subjectAltNames];
}

function isPermitted(name: GeneralName, permitted: readonly GeneralName[]): boolean {
  const bases = permitted.filter((base) => isSameKind(base, name));
  return bases.length === 0 || bases.some((base) => isInSubtree(name, base) === true);
}

const isExcluded = (name: GeneralName, excluded: readonly GeneralName[]): boolean =>
  excluded.some((base) => isSameKind(base, name) && isInSubtree(name, base) !== false);

const isSameKind = (a: GeneralName, b: GeneralName): boolean => a.kind === b.kind && (a.kind !== 'other' || a.tag === (b as typeof a).tag);
