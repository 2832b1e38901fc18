import type { SignatureReportView } from '../../main/api/schema/verification.ts';
import { nameOf } from '../card/reader-state.ts';
import { DefinitionList } from '../design/definition-list.tsx';
import { Disclosure } from '../design/disclosure.tsx';
import { StatusLine, TestMark } from '../design/status.tsx';
import { Section } from '../frame/page.tsx';
import { dateAndTime } from '../words/dates.ts';
import { fingerprint } from '../words/quantities.ts';
import { roleNames } from '../words/roles.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { CheckList } from './check-list.tsx';
import { FACE_STATUS, faceOf, reasonKey } from './face.ts';

/** A part that is not protected, in words where the format gives it a known name. */
function NotCovered({ parts }: { readonly parts: readonly string[] }) {
  const { t } = useWords();
  if (parts.length === 0) return t('verify.covered.part-none');
  return (
    <>
      {t('verify.covered.part')}
      <ul className="not-covered">
        {parts.map((part) => {
          const key = knownKey(`verify.covered.known.${part}`);
          return (
            <li key={part}>
              {key && `${t(key)} `}
              <code>{part}</code>
            </li>
          );
        })}
      </ul>
    </>
  );
}

interface SignatureViewProps {
  readonly signature: SignatureReportView;
  readonly index: number;
  readonly total: number;
}

/** One signature: who, in which role, when and how that is known, what it protects; the named checks unfold. */
export function SignatureView({ signature, index, total }: SignatureViewProps) {
  const { t, language } = useWords();
  const { signer, checks, claimedTime } = signature;
  const face = faceOf(signature);
  const stamped = checks.some(({ id, status }) => id === 'signature-time-stamp' && status === 'passed');
  const open = checks.filter(({ status }) => status !== 'passed').length;
  const title = total > 1 ? t('verify.signature.numbered', { index: index + 1, total }) : t('verify.signature.title');
  return (
    <Section title={title}>
      {total > 1 && (
        <div>
          <StatusLine status={FACE_STATUS[face]}>{t(`verify.face.${face}`)}</StatusLine>
          <p>{t(reasonKey(signature, signature.test))}</p>
        </div>
      )}
      <DefinitionList
        items={[
          {
            term: t('verify.signer.who'),
            value: (
              <span className="signer-line">
                <strong className="signer-kanji">{signer ? nameOf(signer) : t('verify.signer.unknown')}</strong>
                {signer && <span>{roleNames(signer.hcRoles, t)}</span>}
                {signature.test && <TestMark>{t('frame.test.mark')}</TestMark>}
              </span>
            ),
          },
          {
            term: t('verify.time.title'),
            value: (
              <>
                {dateAndTime(signature.bestSignatureTime, language)}
                <br />
                <span className="quiet">{stamped ? t('verify.time.stamp') : t('verify.time.now')}</span>
              </>
            ),
          },
          {
            term: t('verify.time.claimed'),
            value: claimedTime ? (
              <>
                {dateAndTime(claimedTime, language)} <span className="quiet">{t('verify.time.claimed-note')}</span>
              </>
            ) : (
              t('verify.time.none')
            ),
          },
          { term: t('verify.integrity.title'), value: signature.intact ? t('verify.integrity.intact') : t('verify.integrity.broken') },
          {
            term: t('verify.covered.title'),
            value: signature.coversWholeDocument ? t('verify.covered.all') : <NotCovered parts={signature.notCovered} />,
          },
          { term: t('verify.level.title'), value: t(`verify.level.${signature.level}`) },
        ]}
      />
      <Disclosure
        title={t('verify.checks.title')}
        summary={open === 0 ? t('verify.checks.summary', { passed: checks.length }) : t('verify.checks.summary-open', { open, total: checks.length })}
      >
        <CheckList checks={checks} />
        {signer && (
          <DefinitionList
            items={[
              { term: t('verify.signer.subject'), value: signer.subject, code: true },
              { term: t('verify.signer.issuer'), value: signer.issuer, code: true },
              { term: t('verify.signer.serial'), value: signer.serial, code: true },
              { term: t('verify.signer.sha256'), value: fingerprint(signer.sha256), code: true },
            ]}
          />
        )}
      </Disclosure>
    </Section>
  );
}
