import auditEn from '../../resources/locales/en/audit.json' with { type: 'json' };
import cardEn from '../../resources/locales/en/card.json' with { type: 'json' };
import checksEn from '../../resources/locales/en/checks.json' with { type: 'json' };
import clinicEn from '../../resources/locales/en/clinic.json' with { type: 'json' };
import composeEn from '../../resources/locales/en/compose.json' with { type: 'json' };
import componentsEn from '../../resources/locales/en/components.json' with { type: 'json' };
import credentialsEn from '../../resources/locales/en/credentials.json' with { type: 'json' };
import creditsEn from '../../resources/locales/en/credits.json' with { type: 'json' };
import dispensingEn from '../../resources/locales/en/dispensing.json' with { type: 'json' };
import documentsEn from '../../resources/locales/en/documents.json' with { type: 'json' };
import errorsEn from '../../resources/locales/en/errors.json' with { type: 'json' };
import exchangeEn from '../../resources/locales/en/exchange.json' with { type: 'json' };
import fitnessEn from '../../resources/locales/en/fitness.json' with { type: 'json' };
import frameEn from '../../resources/locales/en/frame.json' with { type: 'json' };
import hubEn from '../../resources/locales/en/hub.json' with { type: 'json' };
import keysEn from '../../resources/locales/en/keys.json' with { type: 'json' };
import lettersEn from '../../resources/locales/en/letters.json' with { type: 'json' };
import membersEn from '../../resources/locales/en/members.json' with { type: 'json' };
import membershipEn from '../../resources/locales/en/membership.json' with { type: 'json' };
import prescriptionEn from '../../resources/locales/en/prescription.json' with { type: 'json' };
import proceduresEn from '../../resources/locales/en/procedures.json' with { type: 'json' };
import programsEn from '../../resources/locales/en/programs.json' with { type: 'json' };
import qualificationEn from '../../resources/locales/en/qualification.json' with { type: 'json' };
import receptionEn from '../../resources/locales/en/reception.json' with { type: 'json' };
import reportEn from '../../resources/locales/en/report.json' with { type: 'json' };
import requestsEn from '../../resources/locales/en/requests.json' with { type: 'json' };
import rolesEn from '../../resources/locales/en/roles.json' with { type: 'json' };
import settingsEn from '../../resources/locales/en/settings.json' with { type: 'json' };
import signEn from '../../resources/locales/en/sign.json' with { type: 'json' };
import trainingEn from '../../resources/locales/en/training.json' with { type: 'json' };
import verifyEn from '../../resources/locales/en/verify.json' with { type: 'json' };
import auditJa from '../../resources/locales/ja/audit.json' with { type: 'json' };
import cardJa from '../../resources/locales/ja/card.json' with { type: 'json' };
import checksJa from '../../resources/locales/ja/checks.json' with { type: 'json' };
import clinicJa from '../../resources/locales/ja/clinic.json' with { type: 'json' };
import composeJa from '../../resources/locales/ja/compose.json' with { type: 'json' };
import componentsJa from '../../resources/locales/ja/components.json' with { type: 'json' };
import credentialsJa from '../../resources/locales/ja/credentials.json' with { type: 'json' };
import creditsJa from '../../resources/locales/ja/credits.json' with { type: 'json' };
import dispensingJa from '../../resources/locales/ja/dispensing.json' with { type: 'json' };
import documentsJa from '../../resources/locales/ja/documents.json' with { type: 'json' };
import errorsJa from '../../resources/locales/ja/errors.json' with { type: 'json' };
import exchangeJa from '../../resources/locales/ja/exchange.json' with { type: 'json' };
import fitnessJa from '../../resources/locales/ja/fitness.json' with { type: 'json' };
import frameJa from '../../resources/locales/ja/frame.json' with { type: 'json' };
import hubJa from '../../resources/locales/ja/hub.json' with { type: 'json' };
import keysJa from '../../resources/locales/ja/keys.json' with { type: 'json' };
import lettersJa from '../../resources/locales/ja/letters.json' with { type: 'json' };
import membersJa from '../../resources/locales/ja/members.json' with { type: 'json' };
import membershipJa from '../../resources/locales/ja/membership.json' with { type: 'json' };
import prescriptionJa from '../../resources/locales/ja/prescription.json' with { type: 'json' };
import proceduresJa from '../../resources/locales/ja/procedures.json' with { type: 'json' };
import programsJa from '../../resources/locales/ja/programs.json' with { type: 'json' };
import qualificationJa from '../../resources/locales/ja/qualification.json' with { type: 'json' };
import receptionJa from '../../resources/locales/ja/reception.json' with { type: 'json' };
import reportJa from '../../resources/locales/ja/report.json' with { type: 'json' };
import requestsJa from '../../resources/locales/ja/requests.json' with { type: 'json' };
import rolesJa from '../../resources/locales/ja/roles.json' with { type: 'json' };
import settingsJa from '../../resources/locales/ja/settings.json' with { type: 'json' };
import signJa from '../../resources/locales/ja/sign.json' with { type: 'json' };
import trainingJa from '../../resources/locales/ja/training.json' with { type: 'json' };
import verifyJa from '../../resources/locales/ja/verify.json' with { type: 'json' };

const ja = {
  audit: auditJa,
  card: cardJa,
  checks: checksJa,
  clinic: clinicJa,
  components: componentsJa,
  compose: composeJa,
  credentials: credentialsJa,
  credits: creditsJa,
  dispensing: dispensingJa,
  documents: documentsJa,
  errors: errorsJa,
  exchange: exchangeJa,
  fitness: fitnessJa,
  frame: frameJa,
  hub: hubJa,
  keys: keysJa,
  letters: lettersJa,
  members: membersJa,
  membership: membershipJa,
  prescription: prescriptionJa,
  procedures: proceduresJa,
  programs: programsJa,
  qualification: qualificationJa,
  reception: receptionJa,
  report: reportJa,
  requests: requestsJa,
  roles: rolesJa,
  settings: settingsJa,
  sign: signJa,
  training: trainingJa,
  verify: verifyJa,
};

/** Texts by area and path. Japanese is the original: its files give the keys, and English that lacks one does not compile. */
export const catalogue = {
  ja,
  en: {
    audit: auditEn,
    card: cardEn,
    checks: checksEn,
    clinic: clinicEn,
    components: componentsEn,
    compose: composeEn,
    credentials: credentialsEn,
    credits: creditsEn,
    dispensing: dispensingEn,
    documents: documentsEn,
    errors: errorsEn,
    exchange: exchangeEn,
    fitness: fitnessEn,
    frame: frameEn,
    hub: hubEn,
    keys: keysEn,
    letters: lettersEn,
    members: membersEn,
    membership: membershipEn,
    prescription: prescriptionEn,
    procedures: proceduresEn,
    programs: programsEn,
    qualification: qualificationEn,
    reception: receptionEn,
    report: reportEn,
    requests: requestsEn,
    roles: rolesEn,
    settings: settingsEn,
    sign: signEn,
    training: trainingEn,
    verify: verifyEn,
  } satisfies typeof ja,
};

type Paths<Tree> = { [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Paths<Tree[Key]>}` }[keyof Tree & string];

/** Every text of the screens, for example `card.title`. */
export type TextKey = Paths<typeof ja>;
