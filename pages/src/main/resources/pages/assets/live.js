// New entries come to an open timeline by themselves.
(() => {
  'use strict';
  // A browser opens few connections to one server at once, and each stream holds one: the tabs share this many.
  const STREAMS = 3;
  const LOOK_AGAIN = 10000;
  const news = document.getElementById('news');
  if (!news || !window.EventSource) {
    return;
  }
  let head = Number(news.dataset.head);
  let waiting = null;
  let stream = null;
  let release = null;
  let timer = null;
  // The newest stand first, and a day has one heading: what is new of a day that is shown already joins it.
  const join = (target) => {
    const days = document.getElementById('days');
    [...target.querySelectorAll('.day')].reverse().forEach((day) => {
      const entries = [...day.querySelector('.entries').children];
      entries.forEach((each) => each.classList.add('fresh'));
      const newest = days.querySelector('.day');
      if (newest && newest.dataset.day === day.dataset.day) {
        newest.querySelector('.entries').prepend(...entries);
      } else {
        days.prepend(day);
      }
    });
  };
  const show = () => {
    waiting = null;
    const target = document.createElement('div');
    target.hidden = true;
    document.getElementById('days').before(target);
    htmx.ajax('GET', news.dataset.since + head, { target, swap: 'innerHTML' }).then(() => {
      const sequences = [...target.querySelectorAll('.entry')].map((each) => Number(each.id.slice(1)));
      join(target);
      target.remove();
      if (sequences.length === 0) {
        return;
      }
      head = Math.max(head, ...sequences);
      news.textContent = sequences.length === 1 ? news.dataset.one : news.dataset.several.replace('#', sequences.length);
    });
  };
  const soon = () => {
    if (waiting === null) {
      waiting = setTimeout(show, 300);
    }
  };
  // From the newest entry on the page: what came while it was made and loaded is sent at once.
  const listen = () => {
    stream = new EventSource(`${news.dataset.stream}?after=${head}`);
    stream.addEventListener('entry', (event) => {
      if (Number(event.lastEventId) > head) {
        soon();
      }
    });
  };
  const stop = () => {
    clearTimeout(timer);
    if (stream) {
      stream.close();
      stream = null;
    }
    if (release) {
      release();
      release = null;
    }
  };
  // One of the places that the tabs share, or else a look now and then until one is free.
  const claim = (place) => {
    if (document.hidden || stream) {
      return;
    }
    if (!navigator.locks) {
      listen();
      return;
    }
    navigator.locks.request(`kept-stream-${place}`, { ifAvailable: true }, (lock) => {
      if (!lock) {
        if (place + 1 < STREAMS) {
          claim(place + 1);
        } else {
          timer = setTimeout(() => {
            soon();
            claim(0);
          }, LOOK_AGAIN);
        }
        return null;
      }
      if (document.hidden || stream) {
        return null;
      }
      listen();
      return new Promise((resolve) => {
        release = resolve;
      });
    });
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      stop();
    } else {
      claim(0);
    }
  });
  addEventListener('pagehide', stop);
  addEventListener('pageshow', (event) => {
    if (event.persisted) {
      claim(0);
    }
  });
  claim(0);
})();
