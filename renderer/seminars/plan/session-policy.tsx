import { Button } from '../../design/button.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { Select } from '../../design/select.tsx';
import { useWords } from '../../words/words.tsx';
import type { Problems, SessionDraft } from './plan-draft.ts';
import { POLICY_ORDER, type PolicyDraft, type PolicyField } from './policy-draft.ts';
import { PolicyFieldInput } from './policy-fields.tsx';

const NONE = 'none';

interface SessionPolicyProps {
  readonly session: SessionDraft;
  /** Of the seminar, from which the session differs. */
  readonly policy: PolicyDraft;
  readonly problems: Problems;
  readonly disabled: boolean;
  readonly onChange: (policy: Partial<PolicyDraft>) => void;
}

/** Rules in which one session differs from its seminar. */
export function SessionPolicy({ session, policy, problems, disabled, onChange }: SessionPolicyProps) {
  const { t } = useWords();
  const own = POLICY_ORDER.filter((field) => field in session.policy);
  const rest = POLICY_ORDER.filter((field) => !own.includes(field));
  const drop = (field: PolicyField) => onChange(Object.fromEntries(Object.entries(session.policy).filter(([name]) => name !== field)));
  const options = [{ id: NONE, label: t('training.policy.choose') }, ...rest.map((id) => ({ id, label: t(`training.policy.${id}.label`) }))];
  return (
    <Disclosure
      title={t('training.policy.session')}
      summary={own.length > 0 ? t('training.policy.differs', { count: own.length }) : t('training.policy.as-seminar')}
      open={own.length > 0}
    >
      <div className="session-policy">
        {own.map((field) => (
          <div key={field} className="session-policy-row">
            <PolicyFieldInput
              field={field}
              value={session.policy[field] as PolicyDraft[PolicyField]}
              problem={problems.get(`sessions.${session.id}.policy.${field}`) ?? null}
              disabled={disabled}
              onChange={(value) => onChange({ ...session.policy, [field]: value })}
            />
            <Button kind="quiet" isDisabled={disabled} onPress={() => drop(field)}>
              {t('training.policy.drop')}
            </Button>
          </div>
        ))}
        {rest.length > 0 && !disabled && (
          <Select
            label={t('training.policy.add')}
            options={options}
            value={NONE}
            onChange={(field) => field !== NONE && onChange({ ...session.policy, [field]: policy[field as PolicyField] })}
          />
        )}
      </div>
    </Disclosure>
  );
}
