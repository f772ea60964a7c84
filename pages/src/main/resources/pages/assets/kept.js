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

  // What is typed stays in this tab until it is recorded: a session may end, the network may fail. It is kept for the person who typed
  // it: several may sign in on one browser, one after the other, and nobody is offered what another one typed.
  const person = document.body.dataset.person ?? '';
  // The words come with the page, in its language.
  const words = document.body.dataset;
  const DRAFT = 'kept-draft:';
  const SENT = 'kept-sent';
  const SECRET = 'kept-secret:';
  const ownDrafts = `${DRAFT}${person}:`;
  const draftOf = (form) => ownDrafts + form.dataset.draft;
  const forget = (which) => Object.keys(sessionStorage).filter(which).forEach((each) => sessionStorage.removeItem(each));
  const forgetEverything = () => forget((each) => each.startsWith('kept-'));
  if (person) {
    forget((each) => each.startsWith(DRAFT) && !each.startsWith(ownDrafts));
    if (!sessionStorage.getItem(SENT)?.startsWith(ownDrafts)) {
      sessionStorage.removeItem(SENT);
    }
  }
  // A link's secret waits in this tab while somebody signs up or in, and is that person's from then on.
  const secretHere = () => {
    const key = SECRET + location.pathname;
    if (location.hash.length > 1) {
      sessionStorage.setItem(key, `${person}#${location.hash.slice(1)}`);
      history.replaceState(null, '', location.pathname);
    }
    const kept = sessionStorage.getItem(key);
    if (kept === null) {
      return null;
    }
    const holder = kept.slice(0, kept.indexOf('#'));
    const secret = kept.slice(kept.indexOf('#') + 1);
    if (holder && holder !== person) {
      if (person) {
        sessionStorage.removeItem(key);
      }
      return null;
    }
    sessionStorage.setItem(key, `${person}#${secret}`);
    return secret;
  };
  // Whoever signs out in one tab has signed out in all of them.
  const tabs = new BroadcastChannel('kept-sign-out');
  tabs.addEventListener('message', () => {
    forgetEverything();
    document.querySelectorAll('form').forEach((form) => form.reset());
    setTimeout(() => location.replace('/?signed-out'), 500);
  });
  const isOwn = (name) =>
    name !== 'secret' && name !== 'key' && name !== 'seen' && !name.startsWith('_') && !name.endsWith('-upload');
  const typed = (form) => [...new FormData(form)].filter(([name]) => isOwn(name));
  const save = (form) => {
    sessionStorage.setItem(draftOf(form), JSON.stringify({ key: form.elements.key?.value, typed: typed(form) }));
    sessionStorage.removeItem(SENT);
  };
  const fill = (form, draft) => {
    const given = new Map();
    draft.typed.forEach(([name, value]) => given.set(name, [...(given.get(name) ?? []), value]));
    [...form.elements].filter((each) => each.name && isOwn(each.name) && each.type !== 'submit').forEach((each) => {
      const values = given.get(each.name) ?? [];
      if (each.type === 'checkbox' || each.type === 'radio') {
        each.checked = values.includes(each.value);
      } else if (values.length > 0) {
        each.value = values[0];
      }
      if (values.some((value) => value !== '') && each.type !== 'hidden' && each.tagName !== 'SELECT') {
        each.closest('details.more')?.setAttribute('open', '');
      }
    });
    if (draft.key && form.elements.key && sessionStorage.getItem(SENT) === draftOf(form)) {
      // It was sent, and no answer came: under the same key it is recorded once.
      form.elements.key.value = draft.key;
    }
    form.closest('details.action')?.setAttribute('open', '');
  };
  // A draft may have more rows than the form that was just opened.
  const withRows = async (form, draft) => {
    const body = new URLSearchParams(draft.typed);
    ['key', '_csrf'].forEach((name) => body.set(name, form.elements[name].value));
    body.set('add-row', '');
    const answer = await fetch(form.action, { method: 'POST', body });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const grown = page.querySelector('form.form');
    if (answer.ok && grown) {
      form.replaceWith(grown);
      window.htmx?.process(grown);
      return grown;
    }
    return form;
  };
  const restore = async (form) => {
    const saved = sessionStorage.getItem(draftOf(form));
    if (!saved || document.querySelector('.summary') !== null) {
      return;
    }
    const draft = JSON.parse(saved);
    const names = new Set([...form.elements].map((each) => each.name));
    const lacks = draft.typed.some(([name]) => /\/\d+\//.test(name) && !names.has(name));
    if (JSON.stringify(draft.typed) === JSON.stringify(typed(form))) {
      return;
    }
    const filled = lacks ? await withRows(form, draft) : form;
    fill(filled, draft);
    const back = document.createElement('p');
    back.className = 'draft notice';
    back.setAttribute('role', 'status');
    back.textContent = words.sayBack;
    const anew = document.createElement('button');
    anew.type = 'button';
    anew.className = 'link';
    anew.textContent = words.sayBeginAgain;
    anew.addEventListener('click', () => {
      sessionStorage.removeItem(draftOf(filled));
      location.reload();
    });
    back.append(anew);
    filled.prepend(back);
  };
  const recorded = document.querySelector('[data-recorded]') !== null;
  if (recorded) {
    const sent = sessionStorage.getItem(SENT);
    if (sent) {
      sessionStorage.removeItem(sent);
      sessionStorage.removeItem(SENT);
    }
  }
  document.querySelectorAll('form[data-draft]').forEach(restore);
  const draftIn = (event) => event.target.closest?.('form[data-draft]');
  document.addEventListener('input', (event) => draftIn(event) && save(draftIn(event)));
  document.addEventListener('change', (event) => draftIn(event) && save(draftIn(event)));
  document.addEventListener('htmx:afterSettle', () => document.querySelectorAll('form[data-draft]').forEach((form) => {
    if (sessionStorage.getItem(draftOf(form)) || form.querySelector('.one')) {
      save(form);
    }
  }));
  document.querySelectorAll('form.me').forEach((form) => form.addEventListener('submit', () => {
    forgetEverything();
    tabs.postMessage('signed-out');
  }));

  // A browser that knows that it has no network says so here. Where only the server is away, the browser's own page says so: what was
  // typed is in this tab by then, and comes back with the form.
  const tell = (form) => {
    let notice = form.querySelector('.away');
    if (!notice) {
      notice = document.createElement('p');
      notice.className = 'away notice';
      notice.setAttribute('role', 'alert');
      (form.querySelector('.records') ?? form.lastElementChild).before(notice);
    }
    notice.textContent = '';
    notice.textContent = words.sayAway;
    notice.scrollIntoView({ block: 'center' });
  };
  document.addEventListener('submit', (event) => {
    const form = draftIn(event);
    if (!form) {
      return;
    }
    save(form);
    if (!navigator.onLine) {
      event.preventDefault();
      tell(form);
      return;
    }
    form.dataset.going = '';
    const button = event.submitter;
    if (!(button && (button.name.endsWith('-row') || button.name === 'check-tone'))) {
      sessionStorage.setItem(SENT, draftOf(form));
    }
  });
  document.addEventListener('htmx:sendError', (event) => {
    const form = event.target.closest('form[data-draft]');
    if (form) {
      save(form);
      tell(form);
    }
  });
  // A page that the browser kept whole may be of somebody who has signed out since: it is asked for again.
  addEventListener('pageshow', (event) => event.persisted && location.reload());

  // What was recorded is read out and seen first; what is wrong with a form before all else.
  document.querySelectorAll('[data-recorded], .summary').forEach((each) => each.focus());

  document.querySelectorAll('[data-copy]').forEach((button) => {
    const text = button.parentElement.querySelector('input');
    button.hidden = false;
    button.addEventListener('click', async () => {
      text.select();
      await navigator.clipboard.writeText(text.value);
      button.textContent = words.sayCopied;
    });
  });

  // A link to an action's form opens it; older browsers don't by themselves.
  const target = document.getElementById(location.hash.slice(1));
  target?.closest('details.action')?.setAttribute('open', '');

  // Paper has no way to open what is folded. The stylesheet says so too, to the browsers that know how.
  const folded = [];
  addEventListener('beforeprint', () => {
    folded.push(...document.querySelectorAll('details:not([open], .action, .filters, .unfold)'));
    folded.forEach((each) => { each.open = true; });
  });
  addEventListener('afterprint', () => folded.splice(0).forEach((each) => { each.open = false; }));

  // On a narrow screen the stylesheet lays tables out as lists. Some browsers then no longer say that they are tables, unless they are told.
  const roles = { table: 'table', thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', td: 'cell' };
  Object.entries(roles).forEach(([tag, role]) => document.querySelectorAll(tag).forEach((each) => each.setAttribute('role', role)));
  document.querySelectorAll('th').forEach((each) => each.setAttribute('role', each.scope === 'row' ? 'rowheader' : 'columnheader'));

  // A link to an error's field opens what hides it.
  document.querySelectorAll('.summary a').forEach((link) => link.addEventListener('click', () => {
    const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (field) {
      for (let fold = field.closest('details'); fold; fold = fold.parentElement.closest('details')) {
        fold.open = true;
      }
      field.focus();
    }
  }));

  // As with invitations below: the secret of a link to a draft.
  const reading = document.getElementById('reading');
  if (reading) {
    const secret = secretHere();
    const field = document.querySelector('[data-secret]');
    if (secret && field) {
      field.querySelector('input').value = secret;
      field.hidden = document.querySelector('[role="alert"]') === null;
    }
  }

  // An invitation's secret stands behind the # of its link: it goes into the forms, and waits in this tab while the person signs up.
  const preview = document.getElementById('preview');
  if (preview) {
    const secret = secretHere();
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
          const words = document.querySelector('[data-verb]')?.dataset;
          const form = document.querySelector('form.form');
          if (words && form) {
            form.querySelector('.records p:last-child').textContent = words.records;
            form.querySelector('button').textContent = words.verb;
            form.querySelectorAll('.optional').forEach((each) => each.remove());
          }
        })
        .catch(() => {});
    }
  }
})();
