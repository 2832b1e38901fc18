import { type Json, type JsonObject, listOf, objectOf, objectsIn, resourcesByAddress, textOf } from './json.ts';
import {
  CATEGORIES,
  CDA_REFERENCE,
  EVENT,
  INNER_SECTIONS,
  PROFILES,
  type SectionRule,
  STRUCTURED,
  SYSTEMS,
  TITLE,
  TOP_SECTIONS,
  TYPE_CODE,
  VERSION_NUMBER,
} from './systems.ts';

/** A rule of the profile that a bundle breaks, and where. */
export interface Problem {
  readonly rule: string;
  readonly place: string;
}

interface Document {
  readonly bundle: JsonObject;
  readonly resources: readonly JsonObject[];
  readonly byAddress: ReturnType<typeof resourcesByAddress>;
  readonly composition: JsonObject;
  readonly sections: readonly JsonObject[];
  readonly inner: readonly JsonObject[];
}

/** A rule: where it is broken, as paths; nothing where it is kept. */
type Rule = (document: Document) => readonly string[];

const unless = (kept: boolean, place: string): readonly string[] => (kept ? [] : [place]);
const ofType = (resources: readonly JsonObject[], type: string): readonly JsonObject[] =>
  resources.filter(({ resourceType }) => resourceType === type);

/** A moment with its zone; the profile asks for milliseconds, which its own published examples lack, so that both pass. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const PARTS = /^\d{10}[\^-]\d{4}[\^-].{1,}$/u;
const NUMBER = /^\d{10}[\^-]\d{4}[\^-].{1,32}$/u;

const between = (type: string, least: number, most: number): Rule => {
  return ({ resources }) => {
    const { length } = ofType(resources, type);
    return unless(length >= least && length <= most, `entry(${type})`);
  };
};

const codeOf = (section: JsonObject): string =>
  textOf(listOf(objectOf(section['code'])['coding']).find(({ system }) => system === SYSTEMS.section)?.['code']);

const counted = (pick: (document: Document) => readonly JsonObject[], rules: Readonly<Record<string, SectionRule>>, within: string): Rule => {
  return (document) => {
    const codes = pick(document).map(codeOf);
    const wrong = Object.entries(rules).filter(([code, { least, most }]) => {
      const count = codes.filter((found) => found === code).length;
      return count < least || (most !== null && count > most);
    });
    const unknown = codes.filter((code) => code !== '' && !Object.hasOwn(rules, code));
    return [...wrong.map(([code]) => `${within}(${code})`), ...unknown.map((code) => `${within}(${code})`)];
  };
};

const referencedTypes = ({ byAddress }: Document, references: readonly JsonObject[]): readonly string[] =>
  references.map(({ reference }) => textOf(byAddress.get(reference)?.['resourceType']));

const sectionWith = ({ sections }: Document, code: string): JsonObject => objectOf(sections.find((section) => codeOf(section) === code));

/** An organisation once, and a doctor: of the sender once, of the addressee at most once. */
const party = (code: string, doctors: { readonly least: number }): Rule => {
  return (document) => {
    const types = referencedTypes(document, listOf(sectionWith(document, code)['entry']));
    const organisations = types.filter((type) => type === 'Organization').length;
    const people = types.filter((type) => type === 'Practitioner').length;
    return unless(organisations === 1 && people >= doctors.least && people <= 1, `section(${code}).entry`);
  };
};

const coding = (value: Json | undefined, system: string): JsonObject =>
  objectOf(listOf(objectOf(value)['coding']).find((one) => one['system'] === system));

/** The rules of JP_Bundle_eReferral and JP_Composition_eReferral as far as they are on record (JAMI clinical-core, 2024-09). */
export const RULES: Readonly<Record<string, Rule>> = {
  'bundle-profile': ({ bundle }) => {
    const profiles = objectOf(bundle['meta'])['profile'];
    return unless(Array.isArray(profiles) && (profiles as readonly Json[]).includes(PROFILES.bundle), 'meta.profile');
  },
  'bundle-last-updated': ({ bundle }) => unless(MOMENT.test(textOf(objectOf(bundle['meta'])['lastUpdated'])), 'meta.lastUpdated'),
  'bundle-type': ({ bundle }) => unless(bundle['type'] === 'document', 'type'),
  'bundle-identifier': ({ bundle }) => {
    const { system, value } = objectOf(bundle['identifier']);
    return unless(system === SYSTEMS.bundleIdentifier && PARTS.test(textOf(value)), 'identifier');
  },
  'bundle-timestamp': ({ bundle }) => unless(MOMENT.test(textOf(bundle['timestamp'])), 'timestamp'),
  'composition-first': ({ resources }) => unless(resources[0]?.['resourceType'] === 'Composition', 'entry[0]'),
  'composition-once': between('Composition', 1, 1),
  'patient-once': between('Patient', 1, 1),
  'practitioner-least': between('Practitioner', 1, Number.POSITIVE_INFINITY),
  'organization-count': between('Organization', 2, 4),
  'full-url-unique': ({ bundle }) => {
    const addresses = listOf(bundle['entry']).map(({ fullUrl }) => textOf(fullUrl));
    const seen = new Set(['']);
    return addresses.flatMap((address, index) => unless(seen.size !== seen.add(address).size, `entry[${index}].fullUrl`));
  },
  'references-resolve': ({ resources, byAddress }) =>
    resources.flatMap((resource, index) => {
      const contained = new Set(listOf(resource['contained']).map(({ id }) => `#${textOf(id)}`));
      return [...objectsIn(resource, `entry[${index}].resource`)].flatMap(([path, { reference }]) =>
        unless(typeof reference !== 'string' || contained.has(reference) || byAddress.has(reference), `${path}.reference`),
      );
    }),
  'composition-version': ({ composition }) => {
    const versions = listOf(composition['extension']).filter(({ url }) => url === VERSION_NUMBER);
    return unless(versions.length === 1 && textOf(versions[0]?.['valueString']) !== '', 'extension(versionNumber)');
  },
  'composition-identifier': ({ composition }) => {
    const { system, value } = objectOf(composition['identifier']);
    return unless(system === SYSTEMS.instanceIdentifier && NUMBER.test(textOf(value)), 'identifier');
  },
  'composition-status': ({ composition }) => unless(composition['status'] === 'final', 'status'),
  'composition-type': ({ composition }) => unless(coding(composition['type'], SYSTEMS.type)['code'] === TYPE_CODE, 'type'),
  'composition-category': ({ composition }) => {
    const codes: readonly string[] = Object.values(CATEGORIES).map(({ code }) => code);
    const categories = listOf(composition['category']).map((category) => textOf(coding(category, SYSTEMS.category)['code']));
    return unless(categories.length > 0 && categories.every((code) => codes.includes(code)), 'category');
  },
  'composition-subject': (document) => unless(referencedTypes(document, [objectOf(document.composition['subject'])])[0] === 'Patient', 'subject'),
  'composition-date': ({ composition }) => unless(MOMENT.test(textOf(composition['date'])), 'date'),
  'composition-author': (document) => {
    const types = referencedTypes(document, listOf(document.composition['author']));
    const [people, organisations] = ['Practitioner', 'Organization'].map((type) => types.filter((found) => found === type).length) as [
      number,
      number,
    ];
    return unless(people === 1 && organisations >= 1 && organisations <= 2 && people + organisations === types.length, 'author');
  },
  'composition-title': ({ composition }) => unless(composition['title'] === TITLE, 'title'),
  'composition-custodian': (document) =>
    unless(referencedTypes(document, [objectOf(document.composition['custodian'])])[0] === 'Organization', 'custodian'),
  'composition-event': ({ composition }) => {
    const events = listOf(composition['event']);
    const [event = {}] = events;
    const codes = listOf(event['code']);
    const start = textOf(objectOf(event['period'])['start']);
    const kept = events.length === 1 && codes.length === 1 && codes[0]?.['text'] === EVENT && codes[0]['coding'] === undefined;
    return unless(kept && DAY.test(start), 'event');
  },
  'section-code': ({ sections, inner }) =>
    [...sections, ...inner].flatMap((section, index) => unless(codeOf(section) !== '', `section[${index}].code`)),
  'section-title': ({ sections, inner }) =>
    [...sections, ...inner].flatMap((section) => unless(textOf(section['title']) !== '', `section(${codeOf(section)}).title`)),
  'section-text-status': ({ sections, inner }) =>
    [...sections, ...inner].flatMap((section) =>
      unless(section['text'] === undefined || objectOf(section['text'])['status'] === 'additional', `section(${codeOf(section)}).text.status`),
    ),
  /** FHIR 4.0.1, cmp-1: a section has text, entries or sections. */
  'section-content': ({ sections, inner }) =>
    [...sections, ...inner].flatMap((section) =>
      unless(
        textOf(objectOf(section['text'])['div']) !== '' || listOf(section['entry']).length + listOf(section['section']).length > 0,
        `section(${codeOf(section)})`,
      ),
    ),
  'sections-top': counted(({ sections }) => sections, TOP_SECTIONS, 'section'),
  'sections-structured-or-reference': ({ sections }) => {
    const codes = sections.map(codeOf);
    return unless(codes.includes(STRUCTURED) !== codes.includes(CDA_REFERENCE), `section(${CDA_REFERENCE}, ${STRUCTURED})`);
  },
  'sections-inner': (document) =>
    document.sections.some((section) => codeOf(section) === STRUCTURED)
      ? counted(({ inner }) => inner, INNER_SECTIONS, `section(${STRUCTURED}).section`)(document)
      : [],
  'sender-party': party('920', { least: 1 }),
  'addressee-party': party('910', { least: 0 }),
};

/** Every rule that a FHIR document breaks, with its places; none where it keeps them all. Nothing is said of what the rules do not name. */
export function check(value: Json): readonly Problem[] {
  const bundle = objectOf(value);
  if (bundle['resourceType'] !== 'Bundle') return [{ rule: 'bundle', place: 'resourceType' }];
  const resources = listOf(bundle['entry']).map(({ resource }) => objectOf(resource));
  const composition = objectOf(ofType(resources, 'Composition')[0]);
  const sections = listOf(composition['section']);
  const inner = sections.flatMap((section) => listOf(section['section']));
  const document = { bundle, resources, byAddress: resourcesByAddress(bundle), composition, sections, inner };
  return Object.entries(RULES).flatMap(([rule, broken]) => broken(document).map((place) => ({ rule, place })));
}
