document.querySelector('form[data-send]').requestSubmit();
