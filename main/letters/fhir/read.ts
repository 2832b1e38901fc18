import { type LetterForm, letterForm, type LetterParty } from '../../api/schema/letters.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import { EMPTY_PARTY, emptyForm } from '../form/empty.ts';
import { NOTHING, OCCUPATION } from './build.ts';
import { type Json, type JsonObject, listOf, objectOf, resourcesByAddress, textOf } from './json.ts';
import { narrativeText } from './narrative.ts';
import { CATEGORIES, INNER_SECTIONS, NAME_REPRESENTATION, SYSTEMS } from './systems.ts';

/** Sections by the field of the form in which they are shown; more than one stand under their titles. */
const FIELD_SECTIONS = {
  diagnosis: ['340'],
  purpose: ['950'],
  history: ['370', '550', '510', '520', '530', '730', '740'],
  course: ['360', '610', '620'],
  treatment: ['330', '720', '420', '810', '410', '830'],
  prescription: ['430'],
  remarks: ['640'],
} as const satisfies Partial<Record<keyof LetterForm, readonly string[]>>;

const codeOf = (section: JsonObject): string => textOf(listOf(objectOf(section['code'])['coding'])[0]?.['code']);
const wordsOf = (section: JsonObject): string => {
  const words = narrativeText(textOf(objectOf(section['text'])['div']));
  return words === NOTHING ? '' : words;
};

function nameOf(resource: JsonObject, representation: 'IDE' | 'SYL'): string {
  const names = listOf(resource['name']);
  const found = names.find((name) =>
    listOf(name['extension']).some(({ url, valueCode }) => url === NAME_REPRESENTATION && valueCode === representation),
  );
  return textOf((found ?? (representation === 'IDE' ? names[0] : undefined))?.['text']);
}

const phoneOf = (resource: JsonObject): string => textOf(listOf(resource['telecom']).find(({ system }) => system === 'phone')?.['value']);
const addressOf = (resource: JsonObject): { readonly address: string; readonly postalCode: string } => {
  const [first = {}] = listOf(resource['address']);
  return { address: textOf(first['text']), postalCode: textOf(first['postalCode']) };
};

/** The day in Japan of a moment, empty where it is none. */
const dayOf = (moment: string): string => (Number.isNaN(Date.parse(moment)) ? '' : dayInJapan(Date.parse(moment)));

function partyOf(organization: JsonObject, practitioner: JsonObject, words: string): LetterParty {
  const number = textOf(listOf(organization['identifier']).find(({ system }) => system === SYSTEMS.institution)?.['value']);
  const institution = textOf(organization['name']);
  const doctor = nameOf(practitioner, 'IDE');
  const lines = words.split('\n');
  const department = lines.length === (doctor === '' ? 2 : 3) && lines[0] === institution && (doctor === '' || lines[2] === doctor) ? lines[1]! : '';
  return {
    ...EMPTY_PARTY,
    institution,
    institutionNumber: number,
    doctor,
    department,
    telephone: phoneOf(organization),
    ...addressOf(organization),
  };
}

/**
 * What a FHIR document of the eReferral shape says, as the form; `null` where it cannot stand in it. Of coded entries only the narrative of their
 * section is shown, which the profile lets say what they say.
 */
export function formOf(value: Json): LetterForm | null {
  const bundle = objectOf(value);
  const byAddress = resourcesByAddress(bundle);
  const at = (reference: JsonObject): JsonObject => byAddress.get(reference['reference']) ?? {};
  const composition = listOf(bundle['entry'])
    .map(({ resource }) => objectOf(resource))
    .find(({ resourceType }) => resourceType === 'Composition');
  if (!composition) return null;
  const sections = listOf(composition['section']);
  const all = new Map([...sections, ...sections.flatMap((section) => listOf(section['section']))].map((section) => [codeOf(section), section]));
  const party = (code: string): LetterParty => {
    const section = all.get(code) ?? {};
    const resources = listOf(section['entry']).map(at);
    const of = (type: string) => resources.find(({ resourceType }) => resourceType === type) ?? {};
    return partyOf(of('Organization'), of('Practitioner'), wordsOf(section));
  };
  const text = (codes: readonly string[]): string => {
    const found = codes.flatMap((code) => {
      const words = all.has(code) ? wordsOf(all.get(code)!) : '';
      return words === '' ? [] : [{ code, words }];
    });
    return found
      .map(({ code, words }, index) => (index === 0 && code === codes[0] ? words : `【${INNER_SECTIONS[code]?.title ?? code}】\n${words}`))
      .join('\n');
  };
  const patient = at(objectOf(composition['subject']));
  const social = text(FIELD_SECTIONS.remarks);
  const occupation = social.startsWith(OCCUPATION) && !social.includes('\n') ? social.slice(OCCUPATION.length) : '';
  const remarks = all.has('220') ? wordsOf(all.get('220')!) : '';
  const categories = listOf(composition['category']).flatMap((category) => listOf(category['coding']));
  const [event = {}] = listOf(composition['event']);
  const read = {
    ...emptyForm(party('920'), textOf(objectOf(event['period'])['start']) || dayOf(textOf(composition['date']))),
    addressee: party('910'),
    patient: {
      name: nameOf(patient, 'IDE'),
      kana: nameOf(patient, 'SYL'),
      number: textOf(listOf(patient['identifier']).find(({ system }) => textOf(system).startsWith(SYSTEMS.patientNumber))?.['value']),
      sex: textOf(patient['gender']),
      birthDate: textOf(patient['birthDate']),
      ...addressOf(patient),
      telephone: phoneOf(patient),
      occupation,
    },
    setting: categories.some(({ code }) => code === CATEGORIES.discharge.code) ? 'discharge' : 'outpatient',
    diagnosis: text(FIELD_SECTIONS.diagnosis),
    purpose: text(FIELD_SECTIONS.purpose),
    history: text(FIELD_SECTIONS.history),
    course: text(FIELD_SECTIONS.course),
    treatment: text(FIELD_SECTIONS.treatment),
    prescription: text(FIELD_SECTIONS.prescription),
    remarks: [remarks, occupation === '' ? social : ''].filter((words) => words !== '').join('\n'),
  };
  const parsed = letterForm.safeParse(read);
  return parsed.success ? parsed.data : null;
}

/** The identifier of a letter within its institution, empty where it bears none. */
export const identifierOf = (value: Json): string => textOf(objectOf(objectOf(value)['identifier'])['value']);
