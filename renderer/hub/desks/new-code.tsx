import { useState } from 'react';
import type { AdministrationChoices, AssociationSummary, ClientView } from '../../../main/api/schema/hub-administration.ts';
import { copyText } from '../../client/copy-text.ts';
import { registrationDigits } from '../../client/registration-digits.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { Select } from '../../design/select.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { AssociationChoice } from '../client/association-choice.tsx';
import { Told } from '../client/told.tsx';
import { useSession } from '../session/session-context.tsx';
import './desks.css';

const KINDS: readonly ClientView['kind'][] = ['association', 'authority', 'hub', 'person'];
const HOURS = ['1', '24', '72', '168'] as const;

interface NewCodeProps {
  readonly associations: readonly AssociationSummary[];
  readonly allowed: AdministrationChoices['scopes'];
  readonly onMade: () => void;
  readonly onClose: () => void;
}

interface Made {
  readonly code: string;
  readonly expires_at: string;
}

/** To whom such a code may go, and how. */
function PersonalCode() {
  const { t } = useWords();
  return (
    <Banner status="warning" heading={t('hub.code.person-warning')}>
      <p>{t('hub.code.person-note')}</p>
    </Banner>
  );
}

/** Makes a code that lets one desk in; it is shown once. */
export function NewCode({ associations, allowed, onMade, onClose }: NewCodeProps) {
  const { t, language } = useWords();
  const session = useSession();
  const { working, failure, attempt } = useTrying();
  const [kind, setKind] = useState<ClientView['kind']>('association');
  const [association, setAssociation] = useState('');
  const [number, setNumber] = useState('');
  const [left, setLeft] = useState<readonly string[]>([]);
  const [hours, setHours] = useState<(typeof HOURS)[number]>('24');
  const [made, setMade] = useState<Made | null>(null);
  const [copied, setCopied] = useState(false);
  const scopes = allowed[kind].filter((scope) => !left.includes(scope));
  const registration = registrationDigits(number);
  const known = kind === 'association' ? associations.some(({ code }) => code === association) : kind !== 'person' || registration !== null;
  const scopeWords = (scope: string) => {
    const key = knownKey(`hub.scope.${scope}`);
    return key ? t(key) : scope;
  };
  const make = () =>
    attempt(async () => {
      const whose = { association: kind === 'association' ? association : null, ...(kind === 'person' && { registration }) };
      const order = { kind, ...whose, scopes, hours: Number(hours) };
      setMade(await session.ask<Made>('POST', '/admin/codes', order));
      setCopied(false);
      onMade();
    });
  if (made)
    return (
      <SidePanel title={t('hub.code.made')} about="made" onClose={onClose}>
        <p className="hub-code">
          <code>{made.code}</code>
        </p>
        {kind === 'person' && <PersonalCode />}
        <p>{t('hub.code.made-note', { until: dateAndTimeShort(made.expires_at, language) })}</p>
        <div className="form-actions">
          <Button kind="primary" onPress={() => copyText(made.code).then(() => setCopied(true))}>
            {t('hub.code.copy')}
          </Button>
          <Button kind="quiet" onPress={() => setMade(null)}>
            {t('hub.code.another')}
          </Button>
        </div>
        <p role="status">{copied ? t('hub.code.copied') : ''}</p>
      </SidePanel>
    );
  return (
    <SidePanel title={t('hub.code.new')} about="form" onClose={onClose}>
      <Select
        label={t('hub.desks.of')}
        options={KINDS.map((id) => ({ id, label: t(`hub.kind.${id}`) }))}
        value={kind}
        onChange={(id) => {
          setKind(id);
          setLeft([]);
        }}
      />
      {kind === 'association' && (
        <AssociationChoice label={t('hub.associations.one')} known={associations} value={association} onChange={setAssociation} />
      )}
      {kind === 'person' && (
        <>
          <TextField
            label={t('hub.code.registration')}
            inputMode="numeric"
            value={number}
            onChange={setNumber}
            wrong={number !== '' && registration === null ? t('hub.code.registration-wrong') : null}
          />
          <PersonalCode />
        </>
      )}
      {kind === 'hub' && <Banner status="warning" heading={t('hub.code.hub-warning')} />}
      <fieldset className="hub-scopes">
        <legend>{t('hub.code.scopes')}</legend>
        {allowed[kind].map((scope) => (
          <Checkbox
            key={scope}
            label={scopeWords(scope)}
            note={scope}
            on={!left.includes(scope)}
            onChange={(on) => setLeft(on ? left.filter((each) => each !== scope) : [...left, scope])}
          />
        ))}
      </fieldset>
      <Select
        label={t('hub.code.hours')}
        options={HOURS.map((id) => ({ id, label: t('hub.code.for-hours', { hours: Number(id) }) }))}
        value={hours}
        onChange={setHours}
      />
      {failure && <Told failure={failure} />}
      <ConfirmActions label={t('hub.code.make')} isDisabled={working || !known || scopes.length === 0} onConfirm={make} onCancel={onClose} />
    </SidePanel>
  );
}
