extension Shelf {
  /// The whole shop: ten shelves of twelve products.
  static let all: [Shelf] = teas + coffee + ware + pantry

  private static let teas: [Shelf] = [
    Shelf(
      english: "Green Tea", chinese: "绿茶", tax: 7,
      products: [
        Product("GRN-01", "Longjing 龙井 100 g", "西湖龙井 100克", 1890, 45, 9),
        Product("GRN-02", "Biluochun 碧螺春 100 g", "碧螺春 100克", 1690, 45, 5),
        Product("GRN-03", "Sencha 100 g", "煎茶 100克", 1290, 42, 6),
        Product("GRN-04", "Gunpowder 200 g", "珠茶 200克", 890, 40, 5),
        Product("GRN-05", "Jasmine Pearls 茉莉 80 g", "茉莉龙珠 80克", 1490, 44, 6),
        Product("GRN-06", "Matcha 40 g", "抹茶粉 40克", 1990, 48, 5),
        Product("GRN-07", "Genmaicha 100 g", "玄米茶 100克", 990, 40, 4),
        Product("GRN-08", "Mao Feng 毛峰 100 g", "黄山毛峰 100克", 1590, 45, 3),
        Product("GRN-09", "Gyokuro 50 g", "玉露 50克", 2490, 50, 2),
        Product("GRN-10", "Lu'an Guapian 六安瓜片 100 g", "六安瓜片 100克", 1790, 46, 2),
        Product("GRN-11", "Green Tea Bags, box of 50", "绿茶袋泡 50包", 690, 38, 6),
        Product("GRN-12", "Bancha 150 g", "番茶 150克", 850, 40, 3),
      ]),
    Shelf(
      english: "Black & Dark Tea", chinese: "红茶与黑茶", tax: 7,
      products: [
        Product("BLK-01", "Assam Breakfast 250 g", "阿萨姆早餐红茶 250克", 1190, 42, 8),
        Product("BLK-02", "Darjeeling First Flush 100 g", "大吉岭春摘 100克", 1890, 48, 4),
        Product("BLK-03", "Earl Grey 200 g", "伯爵红茶 200克", 1090, 42, 7),
        Product("BLK-04", "Keemun 祁门 100 g", "祁门红茶 100克", 1490, 44, 4),
        Product("BLK-05", "Lapsang Souchong 正山小种 100 g", "正山小种 100克", 1590, 45, 4),
        Product("BLK-06", "Dian Hong 滇红 100 g", "滇红金针 100克", 1690, 45, 3),
        Product("BLK-07", "Ripe Pu-erh Cake 熟普 357 g", "熟普洱茶饼 357克", 3290, 50, 3),
        Product("BLK-08", "Raw Pu-erh Cake 生普 357 g", "生普洱茶饼 357克", 3890, 52, 2),
        Product("BLK-09", "Liu Bao 六堡 200 g", "六堡茶 200克", 2190, 48, 2),
        Product("BLK-10", "Tie Guan Yin 铁观音 125 g", "安溪铁观音 125克", 1790, 46, 6),
        Product("BLK-11", "Da Hong Pao 大红袍 100 g", "武夷大红袍 100克", 2690, 48, 4),
        Product("BLK-12", "Ceylon Tea Bags, box of 80", "锡兰红茶袋泡 80包", 790, 38, 7),
      ]),
    Shelf(
      english: "Herbal & Iced Tea", chinese: "花草茶与冷泡茶", tax: 7,
      products: [
        Product("HRB-01", "Iced Peach Tea 12 bags", "蜜桃冷泡茶 12包", 690, 40, 8, .iced),
        Product("HRB-02", "Iced Lemon Oolong 12 bags", "柠檬乌龙冷泡茶 12包", 750, 40, 7, .iced),
        Product("HRB-03", "Cold Brew Green 12 bags", "冷泡绿茶 12包", 720, 40, 6, .iced),
        Product("HRB-04", "Chrysanthemum 菊花 50 g", "杭白菊 50克", 690, 38, 4),
        Product("HRB-05", "Rooibos Vanilla 150 g", "香草路易波士 150克", 850, 40, 4),
        Product("HRB-06", "Peppermint 80 g", "薄荷茶 80克", 590, 36, 5),
        Product("HRB-07", "Chamomile 60 g", "洋甘菊 60克", 620, 36, 4),
        Product("HRB-08", "Goji & Red Date 枸杞红枣 20 bags", "枸杞红枣茶 20包", 890, 42, 4, .winter),
        Product("HRB-09", "Winter Spice 100 g", "冬日香料茶 100克", 950, 40, 4, .winter),
        Product("HRB-10", "Hibiscus 100 g", "洛神花 100克", 690, 38, 3, .iced),
        Product("HRB-11", "Lavender Evening 60 g", "薰衣草晚安茶 60克", 790, 40, 3),
        Product("HRB-12", "Barley Tea 大麦茶 30 bags", "大麦茶 30包", 650, 36, 4, .iced),
      ]),
  ]

  private static let coffee: [Shelf] = [
    Shelf(
      english: "Coffee", chinese: "咖啡豆", tax: 7,
      products: [
        Product("COF-01", "Espresso Classico 1 kg", "经典意式咖啡豆 1公斤", 2190, 55, 8),
        Product("COF-02", "Espresso Forte 500 g", "浓郁意式咖啡豆 500克", 1290, 54, 5),
        Product("COF-03", "Ethiopia Yirgacheffe 250 g", "耶加雪菲 250克", 1190, 50, 6),
        Product("COF-04", "Colombia Huila 250 g", "哥伦比亚慧兰 250克", 1090, 50, 5),
        Product("COF-05", "Yunnan Catimor 云南 250 g", "云南小粒咖啡 250克", 990, 48, 4),
        Product("COF-06", "Decaf 500 g", "低因咖啡豆 500克", 1390, 54, 4),
        Product("COF-07", "Kenya AA 250 g", "肯尼亚AA 250克", 1390, 52, 3),
        Product("COF-08", "Brazil Santos 1 kg", "巴西山度士 1公斤", 1890, 55, 4),
        Product("COF-09", "Drip Bags, box of 10", "挂耳咖啡 10包", 890, 46, 6),
        Product("COF-10", "Instant Cold Brew 12 sticks", "冷萃速溶 12条", 990, 45, 4, .iced),
        Product("COF-11", "House Blend Ground 500 g", "招牌咖啡粉 500克", 1090, 52, 5),
        Product("COF-12", "Geisha Panama 100 g", "巴拿马瑰夏 100克", 3490, 58, 1),
      ]),
    Shelf(
      english: "Coffee Gear", chinese: "咖啡器具", tax: 19,
      products: [
        Product("GEA-01", "Espresso Machine Uno", "家用意式咖啡机", 18900, 68, 2.4),
        Product("GEA-02", "Burr Grinder", "磨豆机", 7900, 64, 2.2),
        Product("GEA-03", "Pour-over Kettle", "手冲壶", 3900, 58, 2.2),
        Product("GEA-04", "Dripper V2", "手冲滤杯", 1490, 50, 2.5),
        Product("GEA-05", "French Press 1 l", "法压壶 1升", 2490, 54, 2),
        Product("GEA-06", "Moka Pot 6 cups", "摩卡壶 6杯", 2690, 55, 2),
        Product("GEA-07", "Milk Frother", "奶泡器", 1690, 52, 2),
        Product("GEA-08", "Coffee Scale", "咖啡电子秤", 2990, 58, 1.5),
        Product("GEA-09", "Tamper 58 mm", "压粉锤 58毫米", 1990, 52, 0.8),
        Product("GEA-10", "Cold Brew Bottle", "冷萃瓶", 1790, 50, 1.5, .iced),
        Product("GEA-11", "Travel Mug", "随行咖啡杯", 1890, 50, 2.5),
        Product("GEA-12", "Espresso Cups, set of 4", "浓缩咖啡杯 4只", 1990, 48, 1.5),
      ]),
  ]

  private static let ware: [Shelf] = [
    Shelf(
      english: "Teaware", chinese: "茶具", tax: 19,
      products: [
        Product("TWR-01", "Yixing Clay Teapot 紫砂壶", "宜兴紫砂壶", 6900, 55, 3),
        Product("TWR-02", "Glass Tumbler", "玻璃茶杯", 1190, 45, 2.5),
        Product("TWR-03", "Gaiwan 盖碗", "白瓷盖碗", 1690, 46, 2.2),
        Product("TWR-04", "Cups, set of 6", "品茗杯 6只", 1790, 46, 2),
        Product("TWR-05", "Matcha Starter Set", "抹茶入门套装", 4200, 54, 3),
        Product("TWR-06", "Bamboo Whisk 茶筅", "竹茶筅", 1290, 42, 1.5),
        Product("TWR-07", "Tea Tray", "竹制茶盘", 4900, 55, 1),
        Product("TWR-08", "Cast-iron Teapot", "铸铁壶", 5900, 56, 1.2),
        Product("TWR-09", "Porcelain Teapot", "瓷茶壶", 3490, 50, 1.6),
        Product("TWR-10", "Tea Strainer", "茶漏", 790, 40, 2.8),
        Product("TWR-11", "Tea Caddy", "茶叶罐", 1390, 45, 2),
        Product("TWR-12", "Thermos 500 ml", "保温杯 500毫升", 2490, 50, 2.2, .winter),
      ]),
    Shelf(
      english: "Kitchen", chinese: "厨房用具", tax: 19,
      products: [
        Product("KIT-01", "Electric Kettle", "电热水壶", 4490, 62, 1.4),
        Product("KIT-02", "Bamboo Steamer", "竹蒸笼", 1890, 48, 1.5),
        Product("KIT-03", "Carbon Steel Wok", "碳钢炒锅", 3990, 55, 1.2),
        Product("KIT-04", "Chef's Knife", "主厨刀", 5490, 58, 1),
        Product("KIT-05", "Cutting Board", "砧板", 2290, 50, 1.4),
        Product("KIT-06", "Chopsticks, 10 pairs", "筷子 10双", 990, 40, 2.2),
        Product("KIT-07", "Rice Bowls, set of 4", "饭碗 4只", 1890, 46, 1.6),
        Product("KIT-08", "Storage Jars, set of 3", "储物罐 3只", 1690, 46, 1.6),
        Product("KIT-09", "Tea Towels, 3 pieces", "茶巾 3条", 1190, 42, 2),
        Product("KIT-10", "Mortar and Pestle", "研钵", 2190, 50, 0.8),
        Product("KIT-11", "Measuring Spoons", "量勺", 790, 40, 1.8),
        Product("KIT-12", "Soup Ladle", "汤勺", 890, 42, 1.4),
      ]),
  ]

  private static let pantry: [Shelf] = [
    Shelf(
      english: "Filters & Care", chinese: "滤纸与清洁", tax: 19,
      products: [
        Product("CAR-01", "Paper Filters, 100 pieces", "滤纸 100张", 590, 38, 5),
        Product("CAR-02", "Descaler 500 ml", "除垢剂 500毫升", 890, 40, 1),
        Product("CAR-03", "Cleaning Tablets", "清洁片", 1290, 42, 1),
        Product("CAR-04", "Tea Filter Bags, 100 pieces", "茶包袋 100只", 490, 36, 3),
        Product("CAR-05", "Grinder Brush", "磨豆机刷", 690, 40, 0.8),
        Product("CAR-06", "Water Filter Cartridge", "净水滤芯", 1490, 45, 4),
        Product("CAR-07", "Milk System Cleaner", "奶系统清洁液", 990, 42, 0.8),
        Product("CAR-08", "Cotton Filter Sock", "棉滤袋", 790, 40, 0.8),
        Product("CAR-09", "Gasket Set", "密封圈套装", 890, 40, 0.5),
        Product("CAR-10", "Bottle Brush", "瓶刷", 490, 36, 1.5),
        Product("CAR-11", "Wood Oil", "木器保养油", 1090, 44, 0.6),
        Product("CAR-12", "Steel Filter Disc", "不锈钢滤片", 1190, 44, 0.7),
      ]),
    Shelf(
      english: "Sweets & Snacks", chinese: "茶点零食", tax: 7,
      products: [
        Product("SNK-01", "Almond Biscotti 200 g", "杏仁脆饼 200克", 590, 48, 4),
        Product("SNK-02", "Dark Chocolate 100 g", "黑巧克力 100克", 450, 46, 5, .winter),
        Product("SNK-03", "Pineapple Cakes 凤梨酥 8 pieces", "凤梨酥 8枚", 990, 46, 4),
        Product("SNK-04", "Mooncakes 月饼 4 pieces", "广式月饼 4枚", 1990, 48, 3, .gift),
        Product("SNK-05", "Sesame Brittle 150 g", "芝麻酥糖 150克", 520, 44, 3),
        Product("SNK-06", "Shortbread 250 g", "黄油酥饼 250克", 650, 46, 4),
        Product("SNK-07", "Candied Ginger 150 g", "糖姜片 150克", 560, 44, 3, .winter),
        Product("SNK-08", "Mochi 6 pieces", "麻薯 6枚", 720, 46, 4),
        Product("SNK-09", "Rice Crackers 120 g", "米饼 120克", 390, 42, 4),
        Product("SNK-10", "Honey 250 g", "蜂蜜 250克", 890, 50, 4),
        Product("SNK-11", "Speculoos 300 g", "焦糖饼干 300克", 490, 44, 3, .winter),
        Product("SNK-12", "Dried Mango 200 g", "芒果干 200克", 690, 48, 3),
      ]),
    Shelf(
      english: "Gift Boxes", chinese: "礼盒", tax: 7,
      products: [
        Product("GFT-01", "Gift Box \"Four Seasons\", 4 teas", "“四季”茶礼盒 4款", 3990, 48, 3, .gift),
        Product("GFT-02", "Gift Box Coffee World", "环球咖啡礼盒", 3490, 50, 2.5, .gift),
        Product("GFT-03", "Gift Box Longjing & Cups", "龙井配杯礼盒", 6900, 50, 1.5, .gift),
        Product("GFT-04", "Gift Box Pu-erh Collector", "普洱珍藏礼盒", 9900, 52, 0.8, .gift),
        Product("GFT-05", "Advent Calendar 24 Teas", "24日茶历", 2990, 48, 1.5, .gift),
        Product("GFT-06", "Greeting Card & Ribbon", "贺卡与丝带", 390, 30, 1, .gift),
        Product("GFT-07", "Gift Box Sweet Moments", "甜蜜时光礼盒", 2490, 48, 2, .gift),
        Product("GFT-08", "Gift Box Breakfast", "早餐礼盒", 2890, 48, 2, .gift),
        Product("GFT-09", "Gift Box New Year 新年", "新年红礼盒", 4500, 48, 2, .gift),
        Product("GFT-10", "Tasting Set 10 × 10 g", "品鉴装 10×10克", 1990, 45, 2),
        Product("GFT-11", "Wooden Tea Chest", "木制茶箱", 5900, 54, 0.8, .gift),
        Product("GFT-12", "Subscription Voucher 3 months", "三个月订阅礼券", 4900, 45, 1, .gift),
      ]),
  ]
}
