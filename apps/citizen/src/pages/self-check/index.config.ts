export default definePageConfig({ navigationBarTitleText: '核对行程' });
