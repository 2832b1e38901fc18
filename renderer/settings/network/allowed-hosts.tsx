import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';

/** A host name or address, with a port where it needs one: what the settings take. */
const HOST = /^[\p{L}\p{N}._-]+(:\d{1,5})?$|^\[[\da-f:]+\](:\d{1,5})?$/iu;

interface AllowedHostsProps {
  readonly hosts: readonly string[];
  /** Allowed always: they publish for the healthcare PKI. */
  readonly published: readonly string[];
  readonly onChange: (hosts: readonly string[]) => void;
}

/** Hosts from which revocation data may be fetched. */
export function AllowedHosts({ hosts, published, onChange }: AllowedHostsProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const host = typed.trim().toLowerCase();
  const fits = HOST.test(host) && !hosts.includes(host) && !published.includes(host);
  const add = () => {
    onChange([...hosts, host]);
    setTyped('');
  };
  return (
    <>
      <ul className="settings-hosts">
        {published.map((name) => (
          <li key={name}>
            <code>{name}</code>
            <span className="quiet">{t('settings.hosts.published')}</span>
          </li>
        ))}
        {hosts.map((name) => (
          <li key={name}>
            <code>{name}</code>
            <Button
              kind="quiet"
              aria-label={t('settings.hosts.remove-named', { name })}
              onPress={() => onChange(hosts.filter((each) => each !== name))}
            >
              {t('settings.hosts.remove')}
            </Button>
          </li>
        ))}
      </ul>
      <TextField
        code
        label={t('settings.hosts.add-label')}
        value={typed}
        onChange={setTyped}
        wrong={host === '' || HOST.test(host) ? null : t('settings.hosts.wrong')}
      />
      <div className="settings-actions">
        <Button isDisabled={!fits} onPress={add}>
          {t('settings.hosts.add')}
        </Button>
      </div>
    </>
  );
}
