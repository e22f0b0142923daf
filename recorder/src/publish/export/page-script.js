// The exported page's own script: plain, in the page itself, since a page that was opened from a folder may load no module and fetch nothing.
(() => {
  const lesson = JSON.parse(document.getElementById('lesson').textContent);
  const language = /^zh/i.test(navigator.language) ? 'zh' : 'en';
  const words = lesson.words[language];
  const film = document.getElementById('film');
  const list = document.getElementById('chapters');
  const search = document.getElementById('search');
  const choice = document.getElementById('choice');
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';

  const timeOf = (ms) => {
    const seconds = Math.floor(ms / 1000);
    const two = (value) => String(value).padStart(2, '0');
    const minutes = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return seconds < 3600 ? minutes : `${Math.floor(seconds / 3600)}:${minutes}`;
  };
  const goTo = (ms) => {
    film.currentTime = ms / 1000;
    film.play().catch(() => {});
  };
  const say = (id, text) => {
    document.getElementById(id).textContent = text;
  };

  say('facts', `${lesson.teacherName} · ${lesson.subject} · ${new Date(lesson.startedAt).toLocaleString()}`);
  say('vouched', words.vouched);
  say('chapters-title', words.chapters);
  search.placeholder = words.search;
  search.setAttribute('aria-label', words.search);
  choice.setAttribute('aria-label', words.film);

  const buttons = lesson.chapters[language].map((chapter) => {
    const button = document.createElement('button');
    const time = document.createElement('time');
    time.textContent = timeOf(chapter.fromMs);
    button.append(time, chapter.title);
    button.addEventListener('click', () => goTo(chapter.fromMs));
    const item = document.createElement('li');
    item.append(button);
    list.append(item);
    return { chapter, item, button };
  });
  search.addEventListener('input', () => {
    const wanted = search.value.trim().toLowerCase();
    for (const { chapter, item } of buttons) item.hidden = !chapter.title.toLowerCase().includes(wanted);
  });
  film.addEventListener('timeupdate', () => {
    const at = film.currentTime * 1000;
    for (const { chapter, button } of buttons) {
      button.ariaCurrent = at >= chapter.fromMs && at < chapter.toMs ? 'true' : 'false';
    }
  });

  const show = (path) => {
    const at = film.currentTime;
    film.src = path;
    film.currentTime = at;
  };
  for (const { path, kind } of lesson.films) choice.append(new Option(words.kinds[kind], path));
  choice.hidden = lesson.films.length < 2;
  choice.addEventListener('change', () => show(choice.value));
  show(lesson.films[0].path);
  const linked = /^#t=(\d+)$/.exec(location.hash);
  if (linked) film.currentTime = Number(linked[1]);
})();
