// The ten life events of the home page, for the pages that are measured against it.
export const question = '您遇到了什么事？';
export const titles = [
  '失业', '高校毕业生就业', '企业招用员工', '企业与员工解除终止劳动合同', '事业单位聘用工作人员',
  '创业', '职工退休', '申领工亡人员有关待遇', '退休人员过世', '申领社会保障卡',
];
