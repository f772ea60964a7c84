// Passkeys: asks the browser for them and hands its answers to forms. Whatever needs this is hidden until it runs.
(() => {
  'use strict';
  if (!window.PublicKeyCredential || !navigator.credentials) {
    document.querySelectorAll('[data-passkey-missing]').forEach((each) => { each.hidden = false; });
    return;
  }
  const AGAIN_AFTER = 4 * 60 * 1000;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (each) => each.charCodeAt(0));
  const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (each) => String.fromCharCode(each)).join(''))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const known = (each) => ({ ...each, id: bytes(each.id) });

  const asked = (options) => ({ ...options, challenge: bytes(options.challenge), allowCredentials: options.allowCredentials.map(known) });
  const wanted = (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: options.excludeCredentials.map(known),
  });
  const answered = (credential) => {
    const { response } = credential;
    const parts = response.attestationObject
      ? { attestationObject: text(response.attestationObject), transports: response.getTransports ? response.getTransports() : [] }
      : {
        authenticatorData: text(response.authenticatorData),
        signature: text(response.signature),
        ...(response.userHandle ? { userHandle: text(response.userHandle) } : {}),
      };
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: { clientDataJSON: text(response.clientDataJSON), ...parts },
      clientExtensionResults: {},
    });
  };

  const post = async (form, url, fields) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams({ _csrf: form.elements._csrf.value, ...fields }),
    });
    const body = await answer.json();
    if (!answer.ok) {
      throw Object.assign(new Error(), { sentence: body.problem });
    }
    return body;
  };

  const say = (block, words) => {
    block.querySelector('[data-passkey-status]').textContent = words;
  };

  // A person who cancels is told so; the browser does not say whether it was that or a device that is not at hand.
  const during = async (block, work) => {
    const button = block.querySelector('[data-passkey-button]');
    button.disabled = true;
    say(block, '');
    try {
      await work();
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        say(block, problem.sentence ?? (problem.name === 'InvalidStateError' ? block.dataset.known : block.dataset.failed) ?? block.dataset.failed);
      }
    } finally {
      button.disabled = false;
    }
  };

  const handOver = (form, credential) => {
    form.elements.credential.value = answered(credential);
    form.submit();
  };

  const starts = {
    'sign-in': (form) => {
      let waiting = new AbortController();
      const get = async (more) => navigator.credentials.get({ publicKey: asked(await post(form, form.dataset.options, {})), ...more });
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        waiting.abort();
        during(form, async () => handOver(form, await get({})));
      });
      // Where the browser can, it offers passkeys in the field of the e-mail address, for as long as the page is open.
      const offer = async () => {
        waiting.abort();
        waiting = new AbortController();
        const again = setTimeout(offer, AGAIN_AFTER);
        waiting.signal.addEventListener('abort', () => clearTimeout(again));
        try {
          handOver(form, await get({ mediation: 'conditional', signal: waiting.signal }));
        } catch {
          // The button is there all the same.
        }
      };
      // One that was just refused is not offered again at once.
      if (!form.classList.contains('wrong')) {
        PublicKeyCredential.isConditionalMediationAvailable?.().then((can) => can && offer());
      }
    },
    add: (form) => form.addEventListener('submit', (event) => {
      event.preventDefault();
      during(form, async () => handOver(form, await navigator.credentials.create({ publicKey: wanted(JSON.parse(form.dataset.options)) })));
    }),
    confirm: (block) => {
      const form = block.closest('form');
      block.querySelector('[data-passkey-button]').addEventListener('click', () => during(block, async () => {
        const question = await post(form, block.dataset.question, {});
        const credential = await navigator.credentials.get({ publicKey: asked(question) });
        const { confirmation } = await post(form, block.dataset.answer, { credential: answered(credential) });
        const password = form.querySelector('input[type=password][name=current]');
        if (password) {
          password.disabled = true;
        }
        const shown = form.querySelector('input[type=hidden][name=current]') ?? form.appendChild(document.createElement('input'));
        Object.assign(shown, { type: 'hidden', name: 'current', value: confirmation });
        say(block, block.dataset.confirmed);
        form.querySelector('button[type=submit]').focus();
      }));
    },
  };

  document.querySelectorAll('[data-passkey]').forEach((block) => {
    starts[block.dataset.passkey](block);
    block.querySelector('[data-passkey-button]').hidden = false;
  });
})();
