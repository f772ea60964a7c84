// This browser is a witness of the record: it remembers the last signed tree head that it saw of each ledger, and checks
// that the next one extends it (RFC 9162, section 2.1.4.2; C2SP signed notes).
(() => {
  'use strict';
  const place = document.querySelector('[data-witness]');
  const person = document.body.dataset.person;
  if (!place || !person) {
    return;
  }
  const BETWEEN_CHECKS = 10000;
  // The first public key of RFC 8032, section 7.1.
  const SOME_KEY = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
  const path = place.dataset.witness;
  const shown = Number(place.dataset.size);
  const memory = `kept.head.${person}.${path}`;

  const say = (what, values = {}) => {
    for (const each of document.querySelectorAll('[data-say]')) {
      const chosen = each.dataset.say === what;
      each.hidden = !chosen;
      if (chosen) {
        for (const slot of each.querySelectorAll('[data-value]')) {
          slot.textContent = values[slot.dataset.value] ?? '';
        }
      }
    }
  };

  const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const base64Of = (bytes) => btoa(String.fromCharCode(...bytes));
  const utf8 = (text) => new TextEncoder().encode(text);
  const joined = (...parts) => {
    const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  };
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const node = (left, right) => sha256(joined(Uint8Array.of(1), left, right));
  const same = (one, other) => one.length === other.length && one.every((byte, i) => byte === other[i]);
  const hash = (base64) => {
    const bytes = bytesOf(base64);
    if (bytes.length !== 32) {
      throw new Error('a hash is not 32 bytes long');
    }
    return bytes;
  };

  class Broken extends Error {
    constructor(how, note) {
      super(how);
      this.how = how;
      this.note = note;
    }
  }

  // The head that a note signs, once its signature by the key is verified.
  const opened = async (answer) => {
    const end = answer.note.lastIndexOf('\n\n');
    const body = answer.note.slice(0, end + 1);
    const [origin, size, root] = body.split('\n');
    const raw = bytesOf(answer.publicKey);
    const id = (await sha256(joined(utf8(`${answer.origin}\n`), Uint8Array.of(1), raw))).slice(0, 4);
    const key = await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
    const lines = answer.note.slice(end + 2).split('\n').filter((line) => line.startsWith(`\u2014 ${answer.origin} `));
    let genuine = false;
    for (const line of lines) {
      const signature = bytesOf(line.slice(line.lastIndexOf(' ') + 1));
      if (same(signature.slice(0, 4), id)) {
        genuine = await crypto.subtle.verify({ name: 'Ed25519' }, key, signature.slice(4), utf8(body));
      }
    }
    if (!genuine || origin !== answer.origin || !/^(0|[1-9][0-9]{0,15})$/.test(size)) {
      throw new Broken('forged', answer.note);
    }
    hash(root);
    return { origin, size: Number(size), root, note: answer.note, key: answer.publicKey };
  };

  const extendsIt = async (older, newer, proof) => {
    const [first, second] = [older.size, newer.size];
    const path = proof.map(hash);
    if (first === second) {
      return path.length === 0 && older.root === newer.root;
    }
    if (first === 0) {
      return path.length === 0;
    }
    let [fn, sn] = [first - 1, second - 1];
    while (fn % 2 === 1) {
      [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    }
    if (fn === 0) {
      path.unshift(hash(older.root));
    }
    if (path.length === 0) {
      return false;
    }
    let fr = path[0];
    let sr = path[0];
    for (const each of path.slice(1)) {
      if (sn === 0) {
        return false;
      }
      if (fn % 2 === 1 || fn === sn) {
        fr = await node(each, fr);
        sr = await node(each, sr);
        while (fn % 2 === 0 && fn !== 0) {
          [fn, sn] = [fn / 2, Math.floor(sn / 2)];
        }
      } else {
        sr = await node(sr, each);
      }
      [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    }
    return sn === 0 && same(fr, hash(older.root)) && same(sr, hash(newer.root));
  };

  const isIncluded = async (index, size, leaf, proof, root) => {
    if (index >= size) {
      return false;
    }
    let [fn, sn] = [index, size - 1];
    let r = leaf;
    for (const each of proof) {
      if (sn === 0) {
        return false;
      }
      if (fn % 2 === 1 || fn === sn) {
        r = await node(each, r);
        while (fn % 2 === 0 && fn !== 0) {
          [fn, sn] = [fn / 2, Math.floor(sn / 2)];
        }
      } else {
        r = await node(r, each);
      }
      [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    }
    return sn === 0 && same(r, root);
  };

  // The public key of a verifier key (name+id+base64 of its type and itself) of the record.
  const publicKeyOf = (verifierKey, origin) => {
    const [name, , ...rest] = verifierKey.split('+');
    const typed = bytesOf(rest.join('+'));
    if (name !== origin || typed.length !== 33 || typed[0] !== 1) {
      throw new Error('a key is not one of this record');
    }
    return typed.slice(1);
  };

  const signs = async (raw, text, signature) => {
    const key = await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
    return crypto.subtle.verify({ name: 'Ed25519' }, key, bytesOf(signature).slice(4), utf8(text));
  };

  // Whether a key that was seen before may have led to the one that signed the head: each entry in between is in the record, and
  // signed by the key that hands over and by the next one.
  const ledTo = async (seen, head, changes) => {
    let key = seen;
    for (const change of changes) {
      const bytes = bytesOf(change.statement);
      const { type, sequence, data } = JSON.parse(new TextDecoder().decode(bytes));
      const older = publicKeyOf(data.oldKey, head.origin);
      const newer = publicKeyOf(data.newKey, head.origin);
      const number = Number(sequence);
      if (base64Of(older) !== key || (key === head.key && head.size <= number + 1)) {
        continue;
      }
      const text = `dev.kept/key-rotation/v1\n${head.origin}\n${number}\n${data.oldKey}\n${data.newKey}\n`;
      const lines = change.receipt.slice(0, change.receipt.indexOf('\n\n')).split('\n');
      const proof = lines.slice(lines.indexOf(`index ${number}`) + 1).map(hash);
      const leaf = await sha256(joined(Uint8Array.of(0), bytes));
      const counts =
        type === 'dev.kept.ledger.key-rotated.v1' &&
        (await signs(older, text, data.oldSignature)) &&
        (await signs(newer, text, data.newSignature)) &&
        (await isIncluded(number, head.size, leaf, proof, hash(head.root)));
      if (!counts) {
        return false;
      }
      key = base64Of(newer);
    }
    return key === head.key;
  };

  const json = async (address) => {
    const answer = await fetch(address, { headers: { Accept: 'application/json' }, redirect: 'error' });
    if (!answer.ok) {
      throw new TypeError(`${answer.status}`);
    }
    return answer.json();
  };

  const remembered = () => {
    try {
      return JSON.parse(localStorage.getItem(memory));
    } catch {
      return null;
    }
  };
  const remember = (value) => {
    try {
      localStorage.setItem(memory, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };

  const alarm = (how, seen, note) => {
    say(how, { before: String(seen.size), now: note.split('\n')[1] ?? '' });
    const file = new Blob([`What this browser saw on ${seen.at}\n\n${seen.note}\n\nWhat the server showed on ${new Date().toISOString()}\n\n${note}\n`], {
      type: 'text/plain',
    });
    for (const link of document.querySelectorAll('[data-evidence]')) {
      link.href = URL.createObjectURL(file);
    }
    const warning = document.querySelector('[data-broken]');
    warning.hidden = false;
    for (const button of document.querySelectorAll('[data-begin-again]')) {
      button.onclick = () => {
        localStorage.removeItem(memory);
        location.reload();
      };
    }
  };

  const check = async () => {
    const seen = remembered();
    if (seen?.broken) {
      alarm(seen.broken, seen, seen.other);
      return;
    }
    if (seen && Date.now() - Date.parse(seen.at) < BETWEEN_CHECKS && shown <= seen.size) {
      say('extends', { size: String(seen.size) });
      return;
    }
    let found = null;
    try {
      const answer = await json(`${path}/head`);
      found = answer.note;
      const head = await opened(answer);
      if (seen && !(await ledTo(seen.key, head, answer.changes ?? []).catch(() => false))) {
        throw new Broken('key', answer.note);
      }
      if (seen && (seen.origin !== head.origin || head.size < seen.size)) {
        throw new Broken('shorter', answer.note);
      }
      if (seen) {
        const proof =
          seen.size === head.size ? [] : (await json(`${path}/consistency?from=${seen.size}&to=${head.size}`)).hashes;
        // A proof that cannot even be read proves nothing.
        if (!(await extendsIt(seen, head, proof).catch(() => false))) {
          throw new Broken('rewritten', answer.note);
        }
      }
      // Stored before it is said: what was said to be checked is what the next check starts from.
      const kept = remember({ ...head, at: new Date().toISOString() });
      if (!kept) {
        say('forgetful');
      } else if (seen) {
        say('extends', { size: String(head.size) });
      } else {
        say('first', { size: String(head.size) });
      }
    } catch (failure) {
      if (failure instanceof Broken && seen) {
        remember({ ...seen, broken: failure.how, other: failure.note });
        alarm(failure.how, seen, failure.note);
      } else if (failure instanceof Broken) {
        alarm(failure.how, { size: 0, note: '', at: '' }, failure.note);
      } else if (failure instanceof TypeError || found === null) {
        say('unreachable');
      } else {
        say('unable');
      }
    }
  };

  const able = async () => {
    try {
      await crypto.subtle.importKey('raw', bytesOf(SOME_KEY), { name: 'Ed25519' }, false, ['verify']);
      return true;
    } catch {
      return false;
    }
  };

  able().then((can) => (can ? check() : say('unable')));
})();
