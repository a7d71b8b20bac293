export default definePageConfig({ navigationBarTitleText: '现在怎么办' });
