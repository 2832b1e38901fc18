import type { Letter, LetterFinding } from '../../../main/api/schema/letters.ts';
import { StatusLine } from '../../design/status.tsx';
import { Section } from '../../frame/page.tsx';
import { knownKey, type Translate } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

/** The field of a finding in words: `紹介元：所在地`. */
function fieldWords(field: string, t: Translate): string {
  const [group = '', name = ''] = field.split('.');
  if (group === 'date') return t('letters.date');
  const party = group === 'addressee' || group === 'sender' ? t(`letters.party.${group}`) : null;
  const key = knownKey(party ? `letters.party.${name}` : name === '' ? `letters.texts.${group}` : `letters.${group}.${name}`);
  const words = key ? t(key) : field;
  return party ? `${party}：${words}` : words;
}

export function findingWords({ code, field, detail }: LetterFinding, t: Translate): string {
  const key = knownKey(`letters.findings.${code}`);
  return key ? t(key, { field: fieldWords(field, t), detail }) : code;
}

/** What is to be seen to before the letter can be signed. */
export function Findings({ findings }: Pick<Letter, 'findings'>) {
  const { t } = useWords();
  const blocked = findings.some(({ blocks }) => blocks);
  return (
    <Section title={t('letters.findings.title')}>
      <ul className="letter-findings">
        {!blocked && (
          <li>
            <StatusLine status="success">{t('letters.findings.ready')}</StatusLine>
          </li>
        )}
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.field}`}>
            <StatusLine status={finding.blocks ? 'warning' : 'info'}>{findingWords(finding, t)}</StatusLine>
          </li>
        ))}
      </ul>
    </Section>
  );
}
