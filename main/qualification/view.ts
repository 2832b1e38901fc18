import type { Attestation, QualificationAnswer } from '../api/schema/qualification.ts';
import type { Face, ReportRow, ReportView, SignatureView } from '../api/schema/report.ts';
import { type PairVerdict, pairVerdict } from '../cards/certificate-pair.ts';
import { checkGroup } from '../report/checks.ts';
import { authorityName } from '../report/names.ts';
import { grouped, row, type Sayer, sayer } from '../report/sayer.ts';
import { writtenKey } from '../membership/search/written-name.ts';
import { hasWords, type Language } from '../words/words.ts';
import { certificateJudgement, type Judgement, judgementOf } from './findings.ts';
import { type CheckedApplication, nameOf, namingCertificate, type QualificationRecord } from './record.ts';

/** A record with what the office adds to it. */
export interface StatedRecord {
  readonly record: QualificationRecord;
  readonly attestation: Attestation;
}

export const FACE: Readonly<Record<QualificationAnswer, Face>> = { positive: 'valid', negative: 'invalid', indeterminate: 'undecided' };

/** Checks are worded for a card that somebody shows, not for a signature, wherever there are such words (`qualification.checks`). */
function candidateSayer(language: Language): Sayer {
  const plain = sayer(language);
  const own = (key: string) => (hasWords(language, `qualification.${key}`) ? `qualification.${key}` : key);
  return { ...plain, say: (key, values) => plain.say(own(key), values), sayIfKnown: (key, values) => plain.sayIfKnown(own(key), values) };
}

/** A check of a card in words: what was checked, when and how, and what was not. Screen, PDF and command line draw this and add nothing. */
export function qualificationReport({ record, attestation }: StatedRecord, language: Language): ReportView {
  const words = candidateSayer(language);
  const { say } = words;
  const judgement = judgementOf(record, attestation);
  const test = record.applications.some((application) => application.test);
  return {
    ...answerOf(judgement, words),
    language,
    title: say('qualification.record.title'),
    warnings: record.testMode && test ? [say('qualification.record.test-accepted')] : [],
    test,
    testMark: say('frame.test.mark'),
    grounds: say('report.grounds.title'),
    facts: [
      ...holderRows(record, words),
      ...proofRows(record, words),
      ...officeRows({ record, attestation }, words),
      ...limits({ record, attestation }, words),
    ],
    signatures: [pairSection(record, words), ...record.applications.map((application) => certificateSection(application, words))],
  };
}

const answerOf = ({ answer, because, findings }: Judgement, { say }: Sayer) => ({
  face: FACE[answer],
  word: say(`qualification.answer.${answer}`),
  because: because === null ? say('qualification.answer.all-proved') : say(`qualification.finding.${because}`),
  indication:
    findings.length > 1
      ? say('qualification.answer.besides', {
          findings: findings
            .slice(1)
            .map((id) => say(`qualification.finding-short.${id}`))
            .join(say('qualification.separator')),
        })
      : '',
});

const roleName = (text: string, { say, sayIfKnown }: Sayer): string => sayIfKnown(`roles.known.${text}`) ?? say('roles.unknown', { text });

function holderRows(record: QualificationRecord, words: Sayer): ReportRow[] {
  const { say, time } = words;
  const certificate = namingCertificate(record);
  if (!certificate) return [row(say('qualification.record.name'), say('qualification.record.no-name'))];
  const { commonName, nameKanji, hcRoles, notAfter, issuer } = certificate;
  return [
    row(say('qualification.record.name'), nameOf(certificate), { note: nameKanji === null ? say('qualification.record.name-roman') : commonName }),
    row(say('qualification.record.role'), hcRoles.length > 0 ? hcRoles.map((role) => roleName(role, words)) : say('roles.none'), {
      note: hcRoles.length > 0 ? say('report.signer.role-verbatim', { text: hcRoles.join(', ') }) : null,
    }),
    row(say('report.signer.issued-by'), authorityName(issuer)),
    row(say('qualification.record.until'), time(notAfter)),
  ];
}

function proofRows({ possession }: QualificationRecord, { say, time, sayIfKnown }: Sayer): ReportRow[] {
  const { state, at, failure, triesLeft } = possession;
  const why = failure && (sayIfKnown(`errors.${failure.code}.heading`, failure.detail) ?? failure.code);
  const tries = triesLeft === null ? null : say('qualification.record.tries-left', { tries: triesLeft });
  return [
    row(
      say('qualification.record.possession'),
      [say(`qualification.possession.${state}`), ...(why === null ? [] : [why]), ...(tries === null ? [] : [tries])],
      {
        note: at === null ? null : say('qualification.record.possession-how', { at: time(at) }),
      },
    ),
  ];
}

function officeRows({ record, attestation: { by, licence, consent } }: StatedRecord, words: Sayer): ReportRow[] {
  const { say, time } = words;
  const open = say('qualification.record.blank');
  return [
    row(say('qualification.record.checked-at'), time(record.checkedAt)),
    row(say('qualification.record.by'), by.trim() || open),
    ...licenceRows(record, licence, words),
    row(say('qualification.record.consent'), say(`qualification.record.consent-${consent ? 'given' : 'not-given'}`)),
    row(say('qualification.record.reader'), record.reader),
    row(say('qualification.record.program'), say('report.file.program-name', { version: record.version })),
  ];
}

function licenceRows(record: QualificationRecord, licence: Attestation['licence'], { say }: Sayer): ReportRow[] {
  if (!licence) return [row(say('qualification.record.licence'), say('qualification.licence.not-compared'))];
  const { name, registration, compared } = licence;
  const kanji = namingCertificate(record)?.nameKanji ?? null;
  const writing = kanji === null ? 'not-in-certificate' : writtenKey(kanji) === writtenKey(name) ? 'alike' : 'otherwise';
  return [
    row(say('qualification.record.licence'), say(`qualification.licence.${compared}`), { note: say('qualification.licence.by-a-person') }),
    ...(name.trim() === ''
      ? []
      : [row(say('qualification.record.licence-name'), name.trim(), { note: say(`qualification.licence.writing.${writing}`) })]),
    ...(registration.trim() === ''
      ? []
      : [row(say('qualification.record.licence-number'), registration.trim(), { note: say('qualification.licence.number-not-in-certificate') })]),
  ];
}

/** What nobody should read into the record. */
function limits({ record, attestation }: StatedRecord, { say }: Sayer): ReportRow[] {
  const hours = record.applications.flatMap(({ revocation }) => (revocation.ageHours === null ? [] : [Math.ceil(revocation.ageHours)]));
  const said = [
    say('qualification.limits.register'),
    say('qualification.limits.number'),
    say('qualification.limits.face'),
    ...(record.possession.state === 'proved' ? [say('qualification.limits.pin')] : [say('qualification.limits.possession')]),
    ...(attestation.licence && attestation.licence.compared !== 'not-compared' ? [] : [say('qualification.limits.licence')]),
    hours.length > 0 ? say('qualification.limits.hours', { hours: Math.max(...hours) }) : say('qualification.limits.no-revocation'),
  ];
  return [row(say('qualification.limits.title'), said)];
}

const PAIR_FACE: Readonly<Record<PairVerdict, Face>> = {
  agree: 'valid',
  'two-holders': 'invalid',
  dates: 'undecided',
  'one-sided': 'undecided',
  'one-certificate': 'undecided',
};

/** What both certificates say, point by point. */
function pairSection({ pair }: QualificationRecord, words: Sayer): SignatureView {
  const { say } = words;
  const verdict = pairVerdict(pair);
  const value = (id: string, text: string | null): string => {
    if (text === null) return say('qualification.pair.absent');
    if (id === 'role')
      return text
        .split(', ')
        .map((role) => roleName(role, words))
        .join(say('qualification.separator'));
    return id === 'test' ? say(`qualification.pair.test-values.${text}`) : text;
  };
  return {
    face: PAIR_FACE[verdict],
    word: say(`qualification.pair.verdict.${verdict}.word`),
    because: say(`qualification.pair.verdict.${verdict}.because`),
    indication: '',
    id: 'pair',
    title: say('qualification.pair.title'),
    test: false,
    rows: pair.map(({ id, state, signature, authentication }) =>
      row(
        say(`qualification.pair.points.${id}`),
        state === 'agrees'
          ? value(id, signature)
          : [
              say('qualification.pair.of', { which: say('qualification.usage.signature'), value: value(id, signature) }),
              say('qualification.pair.of', { which: say('qualification.usage.authentication'), value: value(id, authentication) }),
            ],
        { note: say(`qualification.pair.states.${state}`) },
      ),
    ),
    grounds: [],
    certificate: null,
  };
}

/** One certificate with its own answer and every check. */
function certificateSection(application: CheckedApplication, words: Sayer): SignatureView {
  const { say, time, sayIfKnown } = words;
  const { kind, certificate, checks, revocation, triesLeft, failure, test, aid } = application;
  const tries = row(
    say('qualification.record.tries'),
    triesLeft === null ? say('qualification.record.tries-unknown') : say('qualification.record.tries-left', { tries: triesLeft }),
  );
  const own = answerOf(certificateJudgement(application), words);
  const base = { ...own, because: `${own.because}${own.indication}`, indication: '', id: kind, title: say(`qualification.usage.${kind}`), test };
  const named = failure && row(say('qualification.record.failure'), sayIfKnown(`errors.${failure.code}.heading`, failure.detail) ?? failure.code);
  if (!certificate) return { ...base, rows: [...(named ? [named] : []), tries], grounds: [], certificate: null };
  const { subject, issuer, serial, sha256, identifier, notBefore, notAfter } = certificate;
  return {
    ...base,
    because: base.face === 'valid' ? say('qualification.answer.certificate-good') : base.because,
    rows: [
      ...(named ? [named] : []),
      row(say('qualification.record.validity'), say('qualification.record.range', { from: time(notBefore), to: time(notAfter) })),
      row(say('qualification.record.revocation'), say(`qualification.revocation.${revocation.status}`), {
        note:
          revocation.asOf === null
            ? null
            : say('qualification.revocation.as-of', { asOf: revocation.asOf, hours: Math.ceil(revocation.ageHours ?? 0) }),
      }),
      tries,
    ],
    grounds: [checkGroup(say('qualification.record.grounds'), [], checks, words)],
    certificate: {
      title: say('report.certificate.title'),
      rows: [
        row(say('report.certificate.subject'), subject, { code: true }),
        row(say('qualification.record.identifier'), identifier ?? say('qualification.pair.absent'), {
          code: identifier !== null,
          note: say('qualification.record.identifier-note'),
        }),
        row(say('report.certificate.issuer'), issuer, { code: true }),
        row(say('report.certificate.serial'), serial, { code: true }),
        row(say('report.certificate.sha256'), grouped(sha256), { code: true }),
        row('AID', aid, { code: true }),
      ],
    },
  };
}
