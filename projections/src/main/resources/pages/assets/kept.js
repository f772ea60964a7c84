// Small help for a page that works without it: the reader's zone, drafts that outlive a session, copying a link, an invitation's secret.
(() => {
  'use strict';
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = document.cookie.split('; ').find((each) => each.startsWith('kept-zone='));
  if (zone && known !== `kept-zone=${zone}`) {
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = `kept-zone=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    const shown = document.querySelector('time');
    if (shown && !known && zone !== 'UTC' && document.cookie.includes('kept-zone=') && !document.querySelector('.summary')) {
      location.reload();
    }
  }

  // What is typed stays in this tab until the form was taken.
  const fields = (form) => [...form.elements].filter((each) => each.name && each.type !== 'hidden' && !each.name.startsWith('_'));
  const drafts = (form) => `kept-draft:${form.dataset.draft}`;
  document.querySelectorAll('form[data-draft]').forEach((form) => {
    const failed = document.querySelector('.summary') !== null;
    const saved = sessionStorage.getItem(drafts(form));
    if (saved && !failed) {
      const values = JSON.parse(saved);
      fields(form).forEach((each) => {
        if (each.type === 'checkbox' || each.type === 'radio') {
          each.checked = values[`${each.name}=${each.value}`] === true;
        } else if (values[each.name]) {
          each.value = values[each.name];
        }
      });
    }
    form.addEventListener('input', () => {
      const values = {};
      fields(form).forEach((each) => {
        if (each.type === 'checkbox' || each.type === 'radio') {
          values[`${each.name}=${each.value}`] = each.checked;
        } else if (each.name !== 'secret') {
          values[each.name] = each.value;
        }
      });
      sessionStorage.setItem(drafts(form), JSON.stringify(values));
      sessionStorage.removeItem('kept-sent');
    });
    form.addEventListener('submit', () => sessionStorage.setItem('kept-sent', drafts(form)));
  });
  const sent = sessionStorage.getItem('kept-sent');
  if (sent && !document.querySelector('.summary') && document.querySelector('nav')) {
    // The form led somewhere else: it was taken.
    sessionStorage.removeItem(sent);
    sessionStorage.removeItem('kept-sent');
    const form = document.querySelector(`form[data-draft="${CSS.escape(sent.slice('kept-draft:'.length))}"]`);
    if (form) {
      form.reset();
    }
  }

  document.querySelectorAll('.summary').forEach((each) => each.focus());

  document.querySelectorAll('[data-copy]').forEach((button) => {
    const text = button.parentElement.querySelector('input');
    button.hidden = false;
    button.addEventListener('click', async () => {
      text.select();
      await navigator.clipboard.writeText(text.value);
      button.textContent = 'Copied';
    });
  });

  // A link to an error's field opens what hides it.
  document.querySelectorAll('.summary a').forEach((link) => link.addEventListener('click', () => {
    const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (field) {
      field.closest('details')?.setAttribute('open', '');
      field.focus();
    }
  }));

  // An invitation's secret stands behind the # of its link: it goes into the forms, and waits in this tab while the person signs up.
  const preview = document.getElementById('preview');
  if (preview) {
    const key = `kept-secret:${location.pathname}`;
    if (location.hash.length > 1) {
      sessionStorage.setItem(key, location.hash.slice(1));
      history.replaceState(null, '', location.pathname);
    }
    const secret = sessionStorage.getItem(key);
    if (secret) {
      const show = (id, shown) => {
        const field = document.querySelector(`[name="${id}"]:not([type="hidden"])`)?.closest('.field');
        if (field) {
          field.hidden = !shown;
        }
      };
      document.querySelectorAll('[name="secret"]').forEach((each) => {
        each.value = secret;
      });
      show('secret', document.querySelector('.summary') !== null);
      fetch(preview.dataset.preview, { method: 'POST', body: new URLSearchParams(new FormData(preview)) })
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
        .then((html) => {
          const part = new DOMParser().parseFromString(html, 'text/html').body;
          document.getElementById('invited').replaceChildren(...part.childNodes);
          const kind = document.querySelector('[data-kind]')?.dataset.kind;
          show('partyName', kind === 'party' || kind === undefined);
          show('interests', kind === 'mediator' || kind === undefined);
        })
        .catch(() => {});
    }
  }
})();
