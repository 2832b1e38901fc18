import { useState } from 'react';
import type { SignatureView as View } from '../../main/api/schema/report.ts';
import { Checkbox } from '../design/choice.tsx';
import { Disclosure } from '../design/disclosure.tsx';
import { StatusLine, TestMark } from '../design/status.tsx';
import { Section } from '../frame/page.tsx';
import { useWords } from '../words/words.tsx';
import { CheckList } from './check-list.tsx';
import { FACE_STATUS } from './face.ts';
import { Rows } from './rows.tsx';

interface SignatureViewProps {
  readonly signature: View;
  /** Heading of what unfolds. */
  readonly grounds: string;
  readonly testMark: string;
  /** The file has other signatures, so that this one says its own answer. */
  readonly oneOfMany: boolean;
}

/** One signature: who, in which role, when and how that is known, what it protects; the named checks unfold. */
export function SignatureView({ signature, grounds, testMark, oneOfMany }: SignatureViewProps) {
  const { title, face, word, because, indication, test, rows, certificate } = signature;
  const { t } = useWords();
  const [notes, setNotes] = useState(false);
  const [own] = signature.grounds;
  return (
    <Section title={title}>
      {(oneOfMany || test) && (
        <div className="signature-answer">
          {oneOfMany && <StatusLine status={FACE_STATUS[face]}>{word}</StatusLine>}
          {test && <TestMark>{testMark}</TestMark>}
          {oneOfMany && <p>{because}</p>}
        </div>
      )}
      <Rows rows={rows} />
      {(signature.grounds.length > 0 || certificate) && (
        <Disclosure title={grounds} summary={own?.summary ?? ''}>
          <div className="check-about">
            {indication !== '' && <p className="quiet">{t('report.line.row', { term: t('report.indication'), value: indication })}</p>}
            <Checkbox label={t('report.finding')} on={notes} onChange={setNotes} />
          </div>
          {signature.grounds.map((group) => (
            <div key={group.title} className="check-group">
              <h4>{group.title}</h4>
              {group !== own && <p className="quiet">{group.summary}</p>}
              {group.rows.length > 0 && <Rows rows={group.rows} />}
              <CheckList checks={group.checks} notes={notes} />
            </div>
          ))}
          {certificate && (
            <div className="check-group">
              <h4>{certificate.title}</h4>
              <Rows rows={certificate.rows} />
            </div>
          )}
        </Disclosure>
      )}
    </Section>
  );
}
