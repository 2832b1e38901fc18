import { useDesk } from '../client/desk-context.tsx';
import { ToggleSwitch } from '../design/choice.tsx';
import { DefinitionList } from '../design/definition-list.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { Section } from '../frame/page.tsx';
import { useWords } from '../words/words.tsx';
import { DutyChoice } from './duty-choice.tsx';
import { useSet } from './use-set.ts';
import { WatchedFolderPart } from './watched-folder-part.tsx';

const LANGUAGES = ['ja', 'en'] as const;
const THEMES = ['system', 'light', 'dark'] as const;
const PROFILES = ['official-sample', 'exclusive'] as const;

/** Language, look and signing, in effect at once; and what the program says of itself. */
export function GeneralSettings() {
  const { t } = useWords();
  const { settings, info } = useDesk();
  const { set, failure } = useSet();
  const words = [t('settings.on'), t('settings.off')] as const;
  return (
    <>
      {failure && <ErrorPanel failure={failure} />}
      {settings && (
        <>
          <Section title={t('settings.display')}>
            <div className="settings-row">
              <Select
                label={t('settings.language')}
                options={LANGUAGES.map((id) => ({ id, label: t(`settings.languages.${id}`) }))}
                value={settings.language}
                onChange={(language) => set({ language })}
              />
              <Select
                label={t('settings.theme')}
                options={THEMES.map((id) => ({ id, label: t(`settings.themes.${id}`) }))}
                value={settings.theme}
                onChange={(theme) => set({ theme })}
              />
            </div>
            <DutyChoice duties={settings.duties} onChange={(duties) => set({ duties })} />
          </Section>
          <Section title={t('settings.signing')}>
            <Select
              label={t('settings.profile')}
              note={t('settings.profile-note')}
              options={PROFILES.map((id) => ({ id, label: t(`settings.profiles.${id}`) }))}
              value={settings.prescriptionProfile}
              onChange={(prescriptionProfile) => set({ prescriptionProfile })}
            />
            <ToggleSwitch
              label={t('documents.keep.setting')}
              note={t('documents.keep.setting-note')}
              words={words}
              on={settings.keepVerified}
              onChange={(keepVerified) => set({ keepVerified })}
            />
            <ToggleSwitch
              label={t('settings.stamp')}
              note={t('settings.stamp-note')}
              words={words}
              on={settings.stamp}
              onChange={(stamp) => set({ stamp })}
            />
            <ToggleSwitch
              label={t('settings.pin-at-reader')}
              note={t('settings.pin-at-reader-note')}
              words={words}
              on={settings.pinAtReader}
              onChange={(pinAtReader) => set({ pinAtReader })}
            />
          </Section>
          <WatchedFolderPart />
          <Section title={t('settings.test')}>
            <ToggleSwitch
              label={t('settings.test-mode')}
              note={t('settings.test-mode-note')}
              words={words}
              on={settings.testMode}
              onChange={(testMode) => set({ testMode })}
            />
          </Section>
        </>
      )}
      {info && (
        <Section title={t('settings.about')}>
          <DefinitionList
            items={[
              { term: t('settings.version'), value: `HPKI Desk ${info.version}` },
              { term: t('settings.shell'), value: t(`settings.shells.${info.shell}`) },
              { term: t('settings.data-folder'), value: info.dataFolder, code: true },
              { term: t('settings.secret-store'), value: t(`settings.secret-stores.${info.secretStore}`) },
            ]}
          />
        </Section>
      )}
    </>
  );
}
