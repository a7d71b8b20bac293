export default definePageConfig({ navigationBarTitleText: '来前预登记' });
