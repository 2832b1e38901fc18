import { useEffect, useState } from 'react';
import type { AssociationDetail, AdministrationChoices, WrongPlace } from '../../../main/api/schema/hub-administration.ts';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ToggleSwitch } from '../../design/choice.tsx';
import { Done } from '../../design/done.tsx';
import { Progress } from '../../design/progress.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { Page, Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { AssociationChoice } from '../client/association-choice.tsx';
import { HubRefused } from '../client/refusal-of.ts';
import { Told } from '../client/told.tsx';
import { useAssociations } from '../client/use-associations.ts';
import { goTo, hubAddress } from '../frame/routes.ts';
import { useSession } from '../session/session-context.tsx';
import './associations.css';
import { type Draft, draftOf, emptyDraft, orderOf } from './draft.ts';
import { RulesForm } from './rules-form.tsx';
import { TIERS, tierKey } from './tiers.ts';
import { useWrong } from './use-wrong.ts';

const MASTERS = ['national', 'hub'] as const;

/** One association: who it is, who is above it, who keeps its rows, and its rules. @param code `null`: a new one */
export function AssociationForm({ code }: { readonly code: string | null }) {
  const { t } = useWords();
  const session = useSession();
  const known = useAssociations();
  const { value, failure, ask } = useAnswer(
    async () => ({
      choices: await session.ask<AdministrationChoices>('GET', '/admin/choices'),
      draft: code === null ? emptyDraft : draftOf(await session.ask<AssociationDetail>('GET', `/admin/associations/${encodeURIComponent(code)}`)),
    }),
    [session, code],
  );
  const [draft, setDraft] = useState<Draft | null>(null);
  const [places, setPlaces] = useState<readonly WrongPlace[]>([]);
  const [saved, setSaved] = useState(false);
  const saving = useTrying();
  const wrong = useWrong(places);
  useEffect(() => setDraft(value?.draft ?? null), [value]);

  const change = (part: Partial<Draft>) => {
    setSaved(false);
    setDraft((now) => now && { ...now, ...part });
  };
  const save = () =>
    saving.attempt(async () => {
      if (!draft) return;
      setSaved(false);
      try {
        await session.ask('PUT', `/admin/associations/${encodeURIComponent(draft.code.trim())}`, orderOf(draft));
      } catch (error) {
        if (!(error instanceof HubRefused) || error.places.length === 0) throw error;
        return setPlaces(error.places);
      }
      setPlaces([]);
      setSaved(true);
      if (code === null) goTo('associations', draft.code.trim());
    });
  const words = [t('settings.on'), t('settings.off')] as const;
  return (
    <Page
      title={code === null ? t('hub.associations.new') : (value?.draft.name ?? code)}
      back={{ href: hubAddress('associations'), label: t('hub.page.associations') }}
      wide
    >
      {failure && <Told failure={failure} onRetry={ask} />}
      {!value && !failure && <Progress label={t('hub.working')} done={null} />}
      {draft && value && (
        <form
          className="hub-form"
          // The hub says what is wrong; the browser would keep the form back until fields that it refused are changed by their own rules.
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <div className="hub-row-of-fields">
            {code === null && (
              <TextField
                label={t('hub.associations.code')}
                note={t('hub.associations.code-note')}
                value={draft.code}
                onChange={(text) => change({ code: text })}
                wrong={wrong('code')}
                code
              />
            )}
            <TextField label={t('hub.associations.name')} value={draft.name} onChange={(name) => change({ name })} wrong={wrong('name')} />
          </div>
          <div className="hub-row-of-fields">
            <Select
              label={t('hub.associations.tier')}
              options={TIERS.map((id) => ({ id: String(id), label: t(tierKey(id)) }))}
              value={draft.tier}
              onChange={(tier) => change({ tier })}
            />
            {draft.tier !== '1' && (
              <AssociationChoice
                label={t('hub.associations.above')}
                known={(known.value ?? []).filter(({ tier }) => String(tier + 1) === draft.tier)}
                value={draft.above}
                onChange={(above) => change({ above })}
                wrong={wrong('above')}
              />
            )}
          </div>
          <Select
            label={t('hub.associations.mastered')}
            note={t('hub.associations.mastered-note')}
            options={MASTERS.map((id) => ({ id, label: t(`hub.associations.by.${id}`) }))}
            value={draft.mastered}
            onChange={(mastered) => change({ mastered })}
          />
          <Section title={t('hub.associations.rules')}>
            <ToggleSwitch
              label={t('hub.rules.own')}
              note={t('hub.rules.own-note')}
              words={words}
              on={draft.own}
              onChange={(own) => change({ own })}
            />
            {draft.own && (
              <RulesForm
                rules={draft.rules}
                choices={value.choices}
                wrong={wrong}
                onChange={(rules) => change({ rules: { ...draft.rules, ...rules } })}
              />
            )}
          </Section>
          {places.length > 0 && <Banner status="error" live="alert" heading={t('hub.wrong.heading', { count: places.length })} />}
          {wrong('rules') && <p className="text-field-wrong">{wrong('rules')}</p>}
          {saving.failure && <Told failure={saving.failure} />}
          {saved && <Done>{t('hub.associations.saved')}</Done>}
          <div className="form-actions">
            <Button kind="primary" type="submit" isDisabled={saving.working}>
              {t('hub.save')}
            </Button>
            <Button kind="quiet" onPress={() => goTo('associations')}>
              {t('settings.cancel')}
            </Button>
          </div>
        </form>
      )}
    </Page>
  );
}
