// New entries come to an open timeline by themselves.
(() => {
  'use strict';
  const news = document.getElementById('news');
  if (!news || !window.EventSource) {
    return;
  }
  let head = Number(news.dataset.head);
  let waiting = null;
  const show = () => {
    waiting = null;
    const target = document.createElement('div');
    target.className = 'fresh';
    document.getElementById('days').before(target);
    htmx.ajax('GET', news.dataset.since + head, { target, swap: 'innerHTML' }).then(() => {
      const sequences = [...target.querySelectorAll('.entry')].map((each) => Number(each.id.slice(1)));
      if (sequences.length === 0) {
        target.remove();
        return;
      }
      head = Math.max(head, ...sequences);
      news.textContent = sequences.length === 1 ? 'One new entry' : `${sequences.length} new entries`;
    });
  };
  const stream = new EventSource(news.dataset.stream);
  stream.addEventListener('entry', (event) => {
    if (Number(event.lastEventId) > head && waiting === null) {
      waiting = setTimeout(show, 300);
    }
  });
  addEventListener('pagehide', () => stream.close());
})();
