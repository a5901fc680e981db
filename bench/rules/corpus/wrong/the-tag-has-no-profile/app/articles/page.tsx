import { hideArticle, publishArticle } from './actions';

export default async function Articles() {
  const list = await fetch('https://cms.example.test/articles', {
    cache: 'force-cache',
    next: { tags: ['articles'] },
  }).then((response) => response.json());
  return list.map((article: { id: string; title: string; live: boolean }) => (
    <form key={article.id} action={(article.live ? hideArticle : publishArticle).bind(null, article.id)}>
      {article.title} <button>{article.live ? 'Hide' : 'Publish'}</button>
    </form>
  ));
}
