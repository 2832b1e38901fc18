import { useState } from 'react';
import type { NetworkSettings } from '../../../main/api/schema/application.ts';
import { Button } from '../../design/button.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';

type Proxy = NetworkSettings['proxy'];
const MODES = ['system', 'none', 'url'] as const;

const isProxyAddress = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? '');

/** The way to other computers; an address of one's own is taken when it is complete. */
export function ProxyForm({ proxy, onSave }: { readonly proxy: Proxy; readonly onSave: (proxy: Proxy) => void }) {
  const { t } = useWords();
  const [draft, setDraft] = useState(proxy);
  const url = draft.url.trim();
  const ready = draft.mode !== 'url' || isProxyAddress(url);
  const changed = draft.mode !== proxy.mode || url !== proxy.url;
  return (
    <>
      <Select
        label={t('settings.proxy.mode')}
        options={MODES.map((id) => ({ id, label: t(`settings.proxy.modes.${id}`) }))}
        value={draft.mode}
        onChange={(mode) => {
          setDraft({ ...draft, mode });
          if (mode !== 'url') onSave({ mode, url: proxy.url });
        }}
      />
      {draft.mode === 'url' && (
        <>
          <TextField
            code
            label={t('settings.proxy.url')}
            note={t('settings.proxy.url-note')}
            value={draft.url}
            onChange={(value) => setDraft({ ...draft, url: value })}
            wrong={url === '' || ready ? null : t('settings.proxy.url-wrong')}
          />
          <div className="settings-actions">
            <Button isDisabled={!ready || !changed} onPress={() => onSave({ mode: 'url', url })}>
              {t('settings.save')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
