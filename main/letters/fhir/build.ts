import { createHash } from 'node:crypto';
import type { LetterAttachment, LetterForm, LetterParty } from '../../api/schema/letters.ts';
import type { JsonObject } from './json.ts';
import { narrative } from './narrative.ts';
import {
  CATEGORIES,
  EVENT,
  INNER_SECTIONS,
  NAME_REPRESENTATION,
  PROFILES,
  STRUCTURED,
  SYSTEMS,
  TITLE,
  TOP_SECTIONS,
  TYPE_CODE,
  VERSION_NUMBER,
} from './systems.ts';

export interface BundleOrder {
  readonly form: LetterForm;
  readonly attachments: readonly LetterAttachment[];
  readonly identifier: string;
  /** ISO time that counts as that of its making. */
  readonly at: string;
}

/** Stands in a section that the profile demands and the letter leaves empty. */
export const NOTHING = '記載なし';
export const OCCUPATION = '職業：';

/** Which free text of the form is the narrative of which section. */
export const TEXT_SECTIONS = {
  purpose: '950',
  diagnosis: '340',
  course: '360',
  history: '370',
  treatment: '330',
  prescription: '430',
} as const satisfies Partial<Record<keyof LetterForm, string>>;

/** A version of RFC 9562 UUID (8) made of a digest: the same letter has the same document. */
function uuid(seed: string): string {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The moment as the profile asks for it: milliseconds and zone, in Japan. */
const moment = (iso: string): string => new Date(Date.parse(iso) + 9 * 3_600_000).toISOString().replace('Z', '+09:00');

const present = (value: string, entry: JsonObject): JsonObject => (value === '' ? {} : entry);
const representation = (code: 'IDE' | 'SYL') => [{ url: NAME_REPRESENTATION, valueCode: code }];
const phone = (value: string): JsonObject => present(value, { telecom: [{ system: 'phone', value }] });
const postal = ({ address, postalCode }: { readonly address: string; readonly postalCode: string }): JsonObject =>
  address === '' && postalCode === ''
    ? {}
    : { address: [{ ...present(address, { text: address }), ...present(postalCode, { postalCode }), country: 'JP' }] };

const organization = ({ institution, institutionNumber, telephone, ...place }: LetterParty): JsonObject => ({
  ...present(institutionNumber, { identifier: [{ system: SYSTEMS.institution, value: institutionNumber }] }),
  type: [{ coding: [{ system: SYSTEMS.organizationType, code: 'prov' }] }],
  name: institution,
  ...phone(telephone),
  ...postal(place),
});

const practitioner = (doctor: string): JsonObject => ({ name: [{ extension: representation('IDE'), use: 'official', text: doctor }] });

function patientResource({ patient, sender }: LetterForm): JsonObject {
  return {
    ...present(patient.number && sender.institutionNumber, {
      identifier: [{ system: `${SYSTEMS.patientNumber}${sender.institutionNumber}`, value: patient.number }],
    }),
    name: [
      { extension: representation('IDE'), text: patient.name },
      ...(patient.kana === '' ? [] : [{ extension: representation('SYL'), text: patient.kana }]),
    ],
    ...present(patient.sex, { gender: patient.sex }),
    ...present(patient.birthDate, { birthDate: patient.birthDate }),
    ...phone(patient.telephone),
    ...postal(patient),
  };
}

function attachmentResource({ name, type, size, sha256 }: LetterAttachment): JsonObject {
  return {
    status: 'current',
    description: name,
    // `hash` of FHIR R4 is SHA-1; the digest that counts is that of the manifest.
    content: [{ attachment: { contentType: type, url: `attachments/${encodeURIComponent(name)}`, size, title: name } }],
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:sha-256:${sha256}` }],
  };
}

const partyWords = ({ institution, department, doctor }: LetterParty): string =>
  [institution, department, doctor].filter((part) => part !== '').join('\n');

/**
 * The letter as a FHIR document of the JP-CLINS eReferral shape. It has no signature: whether and how the national service wants one is not published,
 * so the signature stays beside it.
 */
export function eReferral({ form, attachments, identifier, at }: BundleOrder): JsonObject {
  const time = moment(at);
  const entries: JsonObject[] = [];
  const add = (resourceType: string, profile: string, body: JsonObject): string => {
    const id = uuid(`${identifier} ${at} ${entries.length} ${resourceType}`);
    entries.push({
      fullUrl: `urn:uuid:${id}`,
      resource: { resourceType, id, meta: { lastUpdated: time, profile: [profile] }, language: 'ja', ...body },
    });
    return `urn:uuid:${id}`;
  };
  const to = (reference: string, type: string): JsonObject => ({ reference, type });

  const patient = to(add('Patient', PROFILES.patient, patientResource(form)), 'Patient');
  const author = to(add('Practitioner', PROFILES.practitioner, practitioner(form.sender.doctor)), 'Practitioner');
  const sender = to(add('Organization', PROFILES.organization, organization(form.sender)), 'Organization');
  const addressee = to(add('Organization', PROFILES.organization, organization(form.addressee)), 'Organization');
  const doctor =
    form.addressee.doctor === '' ? [] : [to(add('Practitioner', PROFILES.practitioner, practitioner(form.addressee.doctor)), 'Practitioner')];
  const files = attachments.map((file) => to(add('DocumentReference', PROFILES.documentReference, attachmentResource(file)), 'DocumentReference'));

  const section = (code: string, title: string, body: JsonObject): JsonObject => ({
    title,
    code: { coding: [{ system: SYSTEMS.section, code, display: `${title}セクション` }] },
    ...body,
  });
  const inner = (code: string, words: string) => section(code, INNER_SECTIONS[code]!.title, { text: narrative(words) });
  const top = (code: string, body: JsonObject) => section(code, TOP_SECTIONS[code]!.title, body);
  const structured = Object.entries(TEXT_SECTIONS).flatMap(([field, code]) => {
    const words = form[field as keyof typeof TEXT_SECTIONS];
    if (words !== '') return [inner(code, words)];
    return INNER_SECTIONS[code]!.least > 0 ? [inner(code, NOTHING)] : [];
  });
  const occupation = form.patient.occupation === '' ? [] : [inner('640', `${OCCUPATION}${form.patient.occupation}`)];
  const category = CATEGORIES[form.setting];

  const composition = {
    extension: [{ url: VERSION_NUMBER, valueString: '1.0' }],
    identifier: { system: SYSTEMS.instanceIdentifier, value: identifier },
    status: 'final',
    type: { coding: [{ system: SYSTEMS.type, code: TYPE_CODE, display: TITLE }] },
    category: [{ coding: [{ system: SYSTEMS.category, code: category.code, display: category.display }] }],
    subject: patient,
    date: time,
    author: [author, sender],
    title: TITLE,
    custodian: sender,
    event: [{ code: [{ text: EVENT }], period: { start: form.date } }],
    section: [
      top('920', { text: narrative(partyWords(form.sender)), entry: [sender, author] }),
      top('910', { text: narrative(partyWords(form.addressee)), entry: [addressee, ...doctor] }),
      top(STRUCTURED, { section: [...structured, ...occupation] }),
      ...(files.length === 0 ? [] : [top('210', { text: narrative(attachments.map(({ name }) => name).join('\n')), entry: files })]),
      ...(form.remarks === '' ? [] : [top('220', { text: narrative(form.remarks) })]),
    ],
  };
  add('Composition', PROFILES.composition, composition);
  return {
    resourceType: 'Bundle',
    meta: { lastUpdated: time, profile: [PROFILES.bundle] },
    language: 'ja',
    identifier: { system: SYSTEMS.bundleIdentifier, value: identifier },
    type: 'document',
    timestamp: time,
    entry: [entries.at(-1)!, ...entries.slice(0, -1)],
  };
}
