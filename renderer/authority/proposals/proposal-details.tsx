import type { ProposalDetail } from '../../../main/api/schema/credentials.ts';
import { knownKey, type Translate } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { personAddress } from '../frame/parts.ts';
import { evidenceWords, kindOf, listed, stateWords, wordOf } from '../words/credential-words.ts';

/** Several ids in one value, parted by spaces. */
const idsOf = (value: string): readonly string[] => value.split(' ').filter((id) => id !== '');

function labelWords(label: string, t: Translate): string {
  const key = knownKey(`credentials.screen.proposals.detail.${label}`) ?? knownKey(`credentials.screen.fact.${label}`);
  return key ? t(key) : label;
}

/** What a detail says, in words; empty for what there is none of. */
export function detailWords({ label, value, object, state }: ProposalDetail, t: Translate): string {
  const stands = object && state ? stateWords(kindOf(object) ?? 'card', state, t) : '';
  if (label.startsWith('roles-')) {
    return listed(
      idsOf(value).map((role) => wordOf('role', role, t)),
      t,
    );
  }
  if (label === 'evidence') return evidenceWords(idsOf(value), t);
  const known = knownKey(`credentials.screen.proposals.detail-value.${value}`);
  return [known ? t(known) : value, object && label === 'row' ? object : '', stands].filter((part) => part !== '').join('\u3000');
}

interface ProposalDetailsProps {
  readonly details: readonly ProposalDetail[];
}

/** What would be done, before somebody says yes to it. */
export function ProposalDetails({ details }: ProposalDetailsProps) {
  const { t } = useWords();
  if (details.length === 0) return null;
  return (
    <dl className="proposal-details">
      {details.map((detail) => {
        const { label, value, object = '', holder } = detail;
        const words = detailWords(detail, t) || t('credentials.screen.proposals.detail-none');
        return (
          <div key={`${label} ${object} ${holder ?? value}`}>
            <dt>{labelWords(label, t)}</dt>
            <dd lang="ja">{holder === undefined ? words : <a href={personAddress(holder)}>{words}</a>}</dd>
          </div>
        );
      })}
    </dl>
  );
}
